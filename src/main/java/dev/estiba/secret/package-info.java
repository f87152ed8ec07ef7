/**
 * Sealing of literal secrets before they are stored, and resolving of secrets just before a
 * container group gets them.
 */
@NullMarked
package dev.estiba.secret;

import org.jspecify.annotations.NullMarked;
