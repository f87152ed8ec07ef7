/** What starts by itself: a task, a batch or a pipeline with placeholders for what started it. */
@NullMarked
package dev.estiba.launch;

import org.jspecify.annotations.NullMarked;
