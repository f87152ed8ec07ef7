/** Checks of documents of every kind, which run nothing. */
@NullMarked
package dev.estiba.lint;

import org.jspecify.annotations.NullMarked;
