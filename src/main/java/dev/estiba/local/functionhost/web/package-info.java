/** The HTTP server of the function host: requests, answers, limits, and who may ask. */
@NullMarked
package dev.estiba.local.functionhost.web;

import org.jspecify.annotations.NullMarked;
