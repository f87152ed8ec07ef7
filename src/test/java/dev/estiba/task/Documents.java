package dev.estiba.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.document.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Documents of tasks, and what the parser makes of them. */
final class Documents {

  private Documents() {}

  /** A busybox with more fields, in JSON with single quotes. */
  static String busyboxWith(String fields) {
    return ("{'image': 'busybox', " + fields + "}").replace('\'', '"');
  }

  /** One that says everything that a task can say. */
  static String everything() {
    try {
      return Files.readString(Path.of("src", "test", "resources", "tasks", "everything.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ContainerTask valid(String json) {
    return valid(TaskParser.parse(json));
  }

  static ContainerTask valid(ParsedTask parsed) {
    assertThat(parsed).isInstanceOf(ParsedTask.Valid.class);
    return ((ParsedTask.Valid) parsed).task();
  }

  static List<Problem> problems(String json) {
    return problems(TaskParser.parse(json));
  }

  /** Without their places in the text. */
  static List<Problem> problems(ParsedTask parsed) {
    assertThat(parsed).isInstanceOf(ParsedTask.Invalid.class);
    return ((ParsedTask.Invalid) parsed)
        .problems().stream()
            .map(problem -> new Problem(problem.path(), problem.message()))
            .toList();
  }

  /** Of a busybox with these fields; there is exactly one problem. */
  static Problem problemOf(String fields) {
    List<Problem> problems = problems(busyboxWith(fields));
    assertThat(problems).as(fields).hasSize(1);
    return problems.get(0);
  }
}
