/** Who may call the function host: its keys, and what each opens. */
@NullMarked
package dev.estiba.local.functionhost.keys;

import org.jspecify.annotations.NullMarked;
