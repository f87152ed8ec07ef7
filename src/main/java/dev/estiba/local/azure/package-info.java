/**
 * Azure Resource Manager for resource groups and container groups on one machine. Knows no Estiba
 * class.
 */
@NullMarked
package dev.estiba.local.azure;

import org.jspecify.annotations.NullMarked;
