/** An embedded Durable Task backend on SQLite. Knows no Estiba class and no Azure. */
@NullMarked
package dev.estiba.local.taskhub;

import org.jspecify.annotations.NullMarked;
