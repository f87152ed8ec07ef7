/** A small Azure Functions host for Java on one machine. Knows no Estiba class. */
@NullMarked
package dev.estiba.local.functionhost;

import org.jspecify.annotations.NullMarked;
