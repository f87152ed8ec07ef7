/** The side effects that orchestrators call, one small class each; JSON in, JSON out. */
@NullMarked
package dev.estiba.activity;

import org.jspecify.annotations.NullMarked;
