package dev.estiba.local.functionhost.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A function app in jars of its own, whose classes are on no class path. */
final class CompiledApp {

  private static final Map<String, String> LIBRARY =
      Map.of(
          "words/Word",
          "package words; public interface Word { String text(); }",
          "words/Ahoy",
          "package words; public class Ahoy implements Word {"
              + " public String text() { return \"ahoy\"; } }");

  private static final Map<String, String> APP =
      Map.of(
          "shop/Greeting",
          """
          package shop;
          import com.microsoft.azure.functions.annotation.*;
          public class Greeting {
            private final String name;
            public Greeting(String name) { this.name = name; }
            @FunctionName("Greet")
            public String greet(@HttpTrigger(name = "req") String body) {
              return java.util.ServiceLoader.load(words.Word.class).findFirst().get().text()
                  + ", " + name;
            }
            public String twice(@HttpTrigger(name = "req") String body) { return ""; }
            public String twice() { return ""; }
            public String loose(@HttpTrigger(name = "req") String body, int loose) { return ""; }
          }
          """,
          "shop/Injector",
          """
          package shop;
          public class Injector
              implements com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector {
            public <T> T getInstance(Class<T> type) { return type.cast(new Greeting("captain")); }
          }
          """);

  private CompiledApp() {}

  /** As azure-functions-maven-plugin would. */
  static void write(Path folder, Path scratch) throws IOException {
    Path libraryClasses = compiled(LIBRARY, scratch.resolve("library"), List.of());
    Path appClasses = compiled(APP, scratch.resolve("app"), List.of(libraryClasses));
    Files.createDirectories(folder.resolve("lib"));
    jar(folder.resolve("lib/words.jar"), libraryClasses, "words.Word", "words.Ahoy");
    jar(
        folder.resolve("app.jar"),
        appClasses,
        FunctionInstanceInjector.class.getName(),
        "shop.Injector");
    Files.createDirectories(folder.resolve("Greet"));
    Files.writeString(
        folder.resolve("Greet/function.json"),
        """
        {"scriptFile": "../app.jar", "entryPoint": "shop.Greeting.greet", "bindings": [
          {"type": "httpTrigger", "direction": "in", "name": "req", "authLevel": "ANONYMOUS"},
          {"type": "http", "direction": "out", "name": "$return"}]}
        """);
  }

  private static Path compiled(Map<String, String> sources, Path scratch, List<Path> libraries)
      throws IOException {
    Path classes = Files.createDirectories(scratch.resolve("classes"));
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
    arguments.addAll(List.of("-cp", classPath(libraries)));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = scratch.resolve(source.getKey() + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
      arguments.add(file.toString());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException("The app does not compile");
    }
    return classes;
  }

  private static String classPath(List<Path> libraries) {
    return Stream.concat(
            libraries.stream(),
            Stream.of(HttpTrigger.class, ExecutionContext.class, FunctionInstanceInjector.class)
                .map(CompiledApp::home))
        .map(Path::toString)
        .collect(Collectors.joining(java.io.File.pathSeparator));
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void jar(Path jar, Path classes, String service, String provider)
      throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path entry : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(entry).toString().replace('\\', '/')));
        Files.copy(entry, out);
      }
      out.putNextEntry(new JarEntry("META-INF/services/" + service));
      out.write(provider.getBytes(UTF_8));
    }
  }
}
