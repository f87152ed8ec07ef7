/** Puts the embedded mode together and starts it. */
@NullMarked
package dev.estiba.local;

import org.jspecify.annotations.NullMarked;
