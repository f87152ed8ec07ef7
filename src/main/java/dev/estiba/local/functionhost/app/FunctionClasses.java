package dev.estiba.local.functionhost.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Finds the classes of a package, in directories and jars of the class path. */
public final class FunctionClasses {

  private static final String CLASS_FILE = ".class";

  private FunctionClasses() {}

  /** The public classes that lie directly in the package, ordered by name. */
  public static List<Class<?>> inPackage(String packageName, ClassLoader loader) {
    String folder = packageName.replace('.', '/');
    try {
      List<String> names = new ArrayList<>();
      for (URL root : Collections.list(loader.getResources(folder))) {
        names.addAll(classFiles(root, folder));
      }
      return names.stream()
          .distinct()
          .sorted()
          .<Class<?>>map(name -> load(packageName + "." + name, loader))
          .filter(type -> Modifier.isPublic(type.getModifiers()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to list the classes of " + packageName, e);
    }
  }

  private static List<String> classFiles(URL root, String folder) throws IOException {
    URLConnection connection = root.openConnection();
    return connection instanceof JarURLConnection jar
        ? inJar(jar, folder + "/")
        : inDirectory(root);
  }

  private static List<String> inDirectory(URL root) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(asUri(root)))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(FunctionClasses::isClassFile)
          .map(FunctionClasses::className)
          .toList();
    }
  }

  private static List<String> inJar(JarURLConnection connection, String folder) throws IOException {
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      return jar.stream()
          .map(JarEntry::getName)
          .filter(name -> name.startsWith(folder) && isClassFile(name))
          .map(name -> className(name.substring(folder.length())))
          .filter(name -> name.indexOf('/') < 0)
          .toList();
    }
  }

  private static boolean isClassFile(String name) {
    return name.endsWith(CLASS_FILE) && !name.endsWith("-info.class");
  }

  private static String className(String file) {
    return file.substring(0, file.length() - CLASS_FILE.length());
  }

  private static URI asUri(URL url) throws IOException {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IOException("Not a URI: " + url, e);
    }
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Class " + name + " was listed but cannot be loaded", e);
    }
  }
}
