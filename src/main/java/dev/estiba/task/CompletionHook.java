package dev.estiba.task;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told that a task, a batch or a pipeline has ended. Made by {@link HookReader},
 * which holds the rules.
 *
 * @param url where the news is posted to; null where {@code queue} is there
 * @param queue the Storage queue that gets the news; null where {@code url} is there
 * @param on which ends are told, as {@link #word}s; at least one
 * @param secretRef the key that signs what is posted; a reference, never the key itself; null for
 *     none
 */
public record CompletionHook(
    @Nullable String url, @Nullable String queue, List<String> on, @Nullable Secret secretRef) {

  /** How many a task, a batch or a pipeline may have. */
  public static final int MOST = 5;

  public CompletionHook {
    on = List.copyOf(on);
  }

  /**
   * The word for an end in a document.
   *
   * @param state its name, such as {@code TimedOut}
   */
  public static String word(String state) {
    return state.toLowerCase(Locale.ROOT);
  }

  /**
   * Whether it is told of this end.
   *
   * @param state its name, such as {@code TimedOut}
   */
  public boolean isFor(String state) {
    return on.contains(word(state));
  }

  /** As people may see it: the query of an address is often a token. */
  public CompletionHook shown() {
    return url == null ? this : new CompletionHook(withoutQuery(url), null, on, secretRef);
  }

  /** An address without its query. */
  public static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  /** Without the address's query: this might end in a log. */
  @Override
  public String toString() {
    return "CompletionHook[" + (url == null ? queue : withoutQuery(url)) + ", on=" + on + "]";
  }
}
