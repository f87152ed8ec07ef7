package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads who is told of an end, in the document of a task, a batch or a pipeline. */
public final class HookReader {

  static final TextRule URL =
      TextRule.of(
          "(?!.{2001})https?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9][A-Za-z0-9._-]*)"
              + "(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]"
              + "|6553[0-5]))?"
              + "([/?](?!.*%(?![0-9A-Fa-f]{2}))[A-Za-z0-9._~:/?@!$&'()*+,;=%-]*)?",
          "must be an address https://HOST[:PORT][/PATH][?QUERY] of at most 2,000 characters, or"
              + " one with http, without user, password and #; other characters are written as"
              + " %XX");

  static final TextRule QUEUE =
      TextRule.of(
          "(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
          "must be the name of a Storage queue: 3 to 63 lower-case letters, digits and single"
              + " hyphens");

  private static final String FIELD = "onCompletion";

  private HookReader() {}

  /**
   * Reads the field {@code onCompletion}.
   *
   * @param states the names of all ends that there are, such as {@code TimedOut}
   */
  public static List<CompletionHook> read(Fields document, Stream<String> states) {
    List<String> words = states.map(CompletionHook::word).toList();
    return document.objects(FIELD, CompletionHook.MOST).stream()
        .map(hook -> hook(hook, words))
        .toList();
  }

  private static CompletionHook hook(Fields hook, List<String> words) {
    String url = hook.text("url", URL);
    String queue = hook.text("queue", QUEUE);
    List<String> on = on(hook, words);
    Secret secret = secret(hook);
    hook.refuseUnknown();
    if (hook.count("url", "queue") != 1) {
      hook.problem(
          "must have either url, such as \"https://example.org/hook\", or queue, the name of a"
              + " Storage queue");
    }
    return new CompletionHook(url, queue, on, secret);
  }

  private static List<String> on(Fields hook, List<String> words) {
    TextRule rule =
        TextRule.of("(?i)" + String.join("|", words), "must be one of " + String.join(", ", words));
    List<String> on = hook.distinctTexts("on", words.size(), rule, "[\"failed\"]");
    if (hook.isEmptyList("on")) {
      hook.problem("on", "must name at least one end; without it, all are told");
    }
    return hook.has("on") ? on.stream().map(CompletionHook::word).distinct().toList() : words;
  }

  private static @Nullable Secret secret(Fields hook) {
    if (hook.has("secretRef") && hook.has("queue")) {
      hook.problem(
          "secretRef",
          "must not be there beside queue: who may write to a queue is held by its storage account");
    }
    return SecretReader.reference(hook, "secretRef");
  }
}
