/**
 * Container groups: the port {@code ContainerGroups}, its one adapter over the Azure SDK, and the
 * typed failures of Azure Container Instances.
 */
@NullMarked
package dev.estiba.aci;

import org.jspecify.annotations.NullMarked;
