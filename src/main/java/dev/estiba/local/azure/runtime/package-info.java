/** What runs the containers of a container group: Docker, plain processes or a simulation. */
@NullMarked
package dev.estiba.local.azure.runtime;

import org.jspecify.annotations.NullMarked;
