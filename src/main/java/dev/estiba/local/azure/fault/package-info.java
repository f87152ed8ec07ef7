/**
 * The limits of Azure Container Instances and how it misbehaves, to be called up in tests. All of
 * it is off until a {@link dev.estiba.local.azure.fault.Behavior} says otherwise. Knows nothing of
 * HTTP servers and of what runs the containers.
 */
@NullMarked
package dev.estiba.local.azure.fault;

import org.jspecify.annotations.NullMarked;
