/**
 * Keeps to Azure's limits of container groups by itself, for all tasks of an installation together:
 * who may create a group now, who waits, and until when.
 */
@NullMarked
package dev.estiba.governor;

import org.jspecify.annotations.NullMarked;
