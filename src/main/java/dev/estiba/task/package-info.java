/**
 * What a user asks for and gets back: a container task, its result, its state and the problems
 * found in a request.
 */
@NullMarked
package dev.estiba.task;

import org.jspecify.annotations.NullMarked;
