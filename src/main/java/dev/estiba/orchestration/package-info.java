/** Deterministic orchestrators: nothing here does I/O, reads a clock or makes a random number. */
@NullMarked
package dev.estiba.orchestration;

import org.jspecify.annotations.NullMarked;
