package dev.estiba.local.functionhost.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions of an app with the class loader that they need.
 *
 * @param disabled names of functions that are not to run, whatever the app settings say
 */
public record FunctionApp(
    List<FunctionMethod> functions, Set<String> disabled, ClassLoader classLoader)
    implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FunctionApp.class);

  /**
   * The functions that the annotations of the classes declare.
   *
   * @throws FunctionAppException if a function could not be run as declared
   */
  public static FunctionApp of(Collection<? extends Class<?>> classes) {
    return new FunctionApp(
        FunctionScanner.scan(classes), Set.of(), FunctionApp.class.getClassLoader());
  }

  /** Whether the folder is a function app as azure-functions-maven-plugin makes it. */
  public static boolean isIn(Path folder) {
    return !functionFolders(folder).isEmpty();
  }

  /**
   * The functions that the {@code function.json} files below the folder declare. Classes that the
   * host has already are used as they are; others come from the app's jar and its {@code lib}.
   *
   * @throws FunctionAppException if there is no function, or one could not be run as declared
   */
  public static FunctionApp in(Path folder) {
    List<FunctionJson> files = functionFolders(folder).stream().map(FunctionJson::read).toList();
    if (files.isEmpty()) {
      throw new FunctionAppException(
          folder
              + " is no function app: no folder in it has a function.json. Build the app with"
              + " azure-functions-maven-plugin, and name the folder below target/azure-functions.");
    }
    ClassLoader loader = loaderOf(folder, files);
    try {
      return of(files, loader);
    } catch (RuntimeException | Error e) {
      close(loader);
      throw e;
    }
  }

  private static FunctionApp of(List<FunctionJson> files, ClassLoader loader) {
    List<FunctionMethod> functions =
        files.stream().map(file -> functionOf(file.definition(), loader)).toList();
    FunctionScanner.refuseDuplicates(functions);
    Set<String> disabled =
        files.stream()
            .filter(FunctionJson::disabled)
            .map(file -> file.definition().name())
            .collect(Collectors.toUnmodifiableSet());
    return new FunctionApp(functions, disabled, loader);
  }

  /** Closes the app's jars. What still runs then may miss classes that it did not yet need. */
  @Override
  public void close() {
    close(classLoader);
  }

  private static void close(ClassLoader loader) {
    if (loader instanceof AppLoader jars) {
      try {
        jars.close();
      } catch (IOException e) {
        log.warn("The jars of the function app did not close: {}", e.toString());
      }
    }
  }

  private static List<Path> functionFolders(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> Files.isRegularFile(child.resolve(FunctionJson.FILE)))
          .sorted(Comparator.comparing(child -> String.valueOf(child.getFileName())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to list " + folder, e);
    }
  }

  private static ClassLoader loaderOf(Path folder, List<FunctionJson> files) {
    ClassLoader own = FunctionApp.class.getClassLoader();
    boolean hasAll = files.stream().allMatch(file -> isLoadable(typeName(file.definition()), own));
    return hasAll ? own : new AppLoader(jarsOf(folder, files), own);
  }

  /** A loader of the app's own: the one of the host must never be closed. */
  private static final class AppLoader extends URLClassLoader {

    AppLoader(URL[] jars, ClassLoader host) {
      super(jars, host);
    }
  }

  private static boolean isLoadable(String type, ClassLoader loader) {
    return loader.getResource(type.replace('.', '/') + ".class") != null;
  }

  private static URL[] jarsOf(Path folder, List<FunctionJson> files) {
    Set<Path> jars = new TreeSet<>();
    for (FunctionJson file : files) {
      String name = file.definition().name();
      Path jar = folder.resolve(name).resolve(file.scriptFile()).normalize();
      if (!Files.isRegularFile(jar)) {
        throw FunctionAppException.in(
            name, "its scriptFile " + jar + " does not exist. Build the function app again.");
      }
      jars.add(jar);
    }
    List<URL> urls = new ArrayList<>(jars.stream().map(FunctionApp::url).toList());
    urls.addAll(libraries(folder.resolve("lib")));
    return urls.toArray(URL[]::new);
  }

  private static List<URL> libraries(Path lib) {
    if (!Files.isDirectory(lib)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .map(FunctionApp::url)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to list " + lib, e);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e); // a file's URL is well formed
    }
  }

  private static String typeName(FunctionDefinition definition) {
    String entryPoint = definition.entryPoint();
    int dot = entryPoint.lastIndexOf('.');
    if (dot <= 0) {
      throw FunctionAppException.in(
          definition.name(),
          "its entryPoint '" + entryPoint + "' must name a class and a method, a.b.Class.method.");
    }
    return entryPoint.substring(0, dot);
  }

  private static FunctionMethod functionOf(FunctionDefinition definition, ClassLoader loader) {
    Method method = methodOf(definition, loader);
    FunctionMethod annotated = FunctionScanner.functionOf(definition.name(), method);
    refuseOtherBindings(definition, annotated.definition());
    return new FunctionMethod(
        definition, method, annotated.parameters(), annotated.parameterNames());
  }

  private static Method methodOf(FunctionDefinition definition, ClassLoader loader) {
    String type = typeName(definition);
    String name = definition.entryPoint().substring(type.length() + 1);
    try {
      return Arrays.stream(Class.forName(type, false, loader).getDeclaredMethods())
          .filter(method -> method.getName().equals(name) && !method.isBridge())
          .findFirst()
          .orElseThrow(
              () ->
                  FunctionAppException.in(
                      definition.name(),
                      "class " + type + " has no method '" + name + "'. Build the app again."));
    } catch (ClassNotFoundException | LinkageError e) {
      throw new FunctionAppException(
          "Function '"
              + definition.name()
              + "' cannot be run: its class "
              + type
              + " cannot be loaded because: "
              + e,
          e);
    }
  }

  /** The files and the code must be of one build: their bindings have the same names and types. */
  private static void refuseOtherBindings(FunctionDefinition files, FunctionDefinition code) {
    Set<String> declared = namesAndTypes(files);
    Set<String> compiled = namesAndTypes(code);
    if (!declared.equals(compiled)) {
      throw FunctionAppException.in(
          files.name(),
          "its function.json has the bindings "
              + declared
              + " and its code "
              + compiled
              + ". Build the function app again.");
    }
  }

  private static Set<String> namesAndTypes(FunctionDefinition definition) {
    return definition.bindings().stream()
        .map(binding -> binding.name() + " (" + binding.type() + ")")
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
