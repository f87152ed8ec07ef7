/** The HTTP management API of Durable Functions. */
@NullMarked
package dev.estiba.local.functionhost.durable;

import org.jspecify.annotations.NullMarked;
