/** When cron expressions are due, in time zones whose clocks are put forward and back. */
@NullMarked
package dev.estiba.cron;

import org.jspecify.annotations.NullMarked;
