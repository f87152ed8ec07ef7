package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code in the guide is compiled and run as it stands there. */
class GuideTest {

  private static final Path GUIDE = Path.of("docs/taskhub.md");

  @TempDir Path directory;

  @Test
  void the_first_example_runs() throws Exception {
    String example =
        block(0)
            .replace("Path.of(\"greetings.db\")", "Path.of(\"" + directory + "/greetings.db\")")
            .replace("Duration.ofHours(1)", "Duration.ofMillis(1)")
            .replace("InstanceState end = ", "end = ");

    assertThat(run("Example", "InstanceState end;\n" + example + "return end.output();"))
        .isEqualTo("\"Hello Lisbon good evening\"");
  }

  @Test
  void the_example_of_a_test_runs() throws Exception {
    String tasks = block(0).substring(0, block(0).indexOf("try ("));
    String example = block(1).replace("InstanceState end = ", "end = ");

    assertThat(run("Test", "InstanceState end;\n" + tasks + example + "return end.output();"))
        .isEqualTo("\"Hello Lisbon good evening\"");
  }

  private static String block(int number) throws Exception {
    return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(GUIDE))
        .results()
        .map(match -> match.group(1))
        .toList()
        .get(number);
  }

  private Object run(String className, String body) throws Exception {
    String source =
        "import dev.estiba.local.taskhub.*; import java.nio.file.Path; import java.time.*;\n"
            + "public class "
            + className
            + " { public static Object run() throws Exception {\n"
            + body
            + "}}";
    Path file = Files.writeString(directory.resolve(className + ".java"), source);
    var compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-d",
              directory.toString(),
              "-cp",
              System.getProperty(
                  "surefire.test.class.path", System.getProperty("java.class.path")));
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
              .call();
      assertThat(compiled).as("%s", messages).isTrue();
    }
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
      return loader.loadClass(className).getMethod("run").invoke(null);
    }
  }
}
