/** Documents from outside: JSON and YAML, what is wrong in them and where; the JSON codec. */
@NullMarked
package dev.estiba.document;

import org.jspecify.annotations.NullMarked;
