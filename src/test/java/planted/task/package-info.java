/** A room that forgot to be null-marked. */
@NullUnmarked
package planted.task;

import org.jspecify.annotations.NullUnmarked;
