package dev.estiba.local.azure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK's own maker of certificates, on one PKCS12 file. */
final class Keytool {

  /** Not an argument: those can be read by every user of the machine. */
  private static final String PASSWORD = "ESTIBA_KEYSTORE_PASSWORD";

  private final Path store;
  private final String password;

  Keytool(Path store, String password) {
    this.store = store;
    this.password = password;
  }

  void run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass:env", PASSWORD));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(PASSWORD, password);
    Process process = builder.start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("Tried to make a certificate with keytool but failed: " + output);
    }
  }
}
