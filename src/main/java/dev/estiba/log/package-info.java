/** The log archive: append, read a range; adapters for Blob storage and a directory. */
@NullMarked
package dev.estiba.log;

import org.jspecify.annotations.NullMarked;
