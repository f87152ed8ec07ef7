/** Events from outside, and triggers: what each of them starts. */
@NullMarked
package dev.estiba.event;

import org.jspecify.annotations.NullMarked;
