/**
 * Tells others of an end: as a signed webhook, to no address of the host's own network, or as a
 * message in a queue.
 */
@NullMarked
package dev.estiba.webhook;

import org.jspecify.annotations.NullMarked;
