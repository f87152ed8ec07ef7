/** Azure Functions entry points: parse, call, answer; no logic. */
@NullMarked
package dev.estiba.functions;

import org.jspecify.annotations.NullMarked;
