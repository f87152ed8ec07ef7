/** Batches: one template of a task for many items; their parsing, checks, tasks and packing. */
@NullMarked
package dev.estiba.batch;

import org.jspecify.annotations.NullMarked;
