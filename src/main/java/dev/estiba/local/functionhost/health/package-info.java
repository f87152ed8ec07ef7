/** Whether the host and what it needs are well. */
@NullMarked
package dev.estiba.local.functionhost.health;

import org.jspecify.annotations.NullMarked;
