/** The command line, one class per subcommand. */
@NullMarked
package dev.estiba.cli;

import org.jspecify.annotations.NullMarked;
