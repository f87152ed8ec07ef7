/**
 * An embedded Durable Task backend on SQLite. Knows no Estiba class and no Azure.
 *
 * <p>{@link dev.estiba.local.taskhub.TaskHub} is the way in. Inside, every change of state is a
 * transition that the one writer commits, many at a time; only committed effects reach the
 * dispatcher, which runs turns and activities and sets timers. There is nothing in memory that the
 * file does not have, save for what has been begun.
 */
@NullMarked
package dev.estiba.local.taskhub;

import org.jspecify.annotations.NullMarked;
