/** When something starts by itself, and what becomes of each due time. */
@NullMarked
package dev.estiba.schedule;

import org.jspecify.annotations.NullMarked;
