/**
 * Small JSON documents that all hosts of an installation share; adapters for Blob storage and a
 * directory.
 */
@NullMarked
package dev.estiba.store;

import org.jspecify.annotations.NullMarked;
