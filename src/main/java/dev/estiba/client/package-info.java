/** The HTTP client of Estiba's own API. */
@NullMarked
package dev.estiba.client;

import org.jspecify.annotations.NullMarked;
