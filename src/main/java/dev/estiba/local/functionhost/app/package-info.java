/** What a function app consists of: its functions with their bindings, host.json, its settings. */
@NullMarked
package dev.estiba.local.functionhost.app;

import org.jspecify.annotations.NullMarked;
