/**
 * Azure Storage for functions: queue triggers, and queues and blobs that functions read and write.
 */
@NullMarked
package dev.estiba.local.functionhost.storage;

import org.jspecify.annotations.NullMarked;
