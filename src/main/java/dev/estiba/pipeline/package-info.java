/** A pipeline as a user asks for it: steps, what they need, and the expressions in them. */
@NullMarked
package dev.estiba.pipeline;

import org.jspecify.annotations.NullMarked;
