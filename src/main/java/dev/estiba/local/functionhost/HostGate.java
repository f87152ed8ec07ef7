package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.Binding;
import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.app.FunctionDefinition;
import dev.estiba.local.functionhost.app.FunctionMethod;
import dev.estiba.local.functionhost.keys.Gate;
import dev.estiba.local.functionhost.keys.KeyFile;
import dev.estiba.local.functionhost.keys.KeyLevel;
import dev.estiba.local.functionhost.web.HttpCall;
import dev.estiba.local.functionhost.web.HttpReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What key each part of the host needs. */
final class HostGate {

  /** The Functions host's name for the key of the durable HTTP API. */
  static final String DURABLE_KEY = "durabletask_extension";

  private HostGate() {}

  /**
   * @throws FunctionAppException if the keys can be neither read nor made
   */
  static Gate of(List<FunctionMethod> functions, FunctionHostOptions options) {
    if (!options.access().keys()) {
      return Gate.open();
    }
    List<String> named =
        functions.stream()
            .map(FunctionMethod::definition)
            .filter(function -> levelOf(function) instanceof KeyLevel.Function)
            .map(FunctionDefinition::name)
            .toList();
    Path file = FunctionHost.keyFile(options.dataDirectory());
    try {
      Files.createDirectories(options.dataDirectory());
      return Gate.lockedWith(new KeyFile(file).readOrMake(named, List.of(DURABLE_KEY)));
    } catch (IOException e) {
      throw new FunctionAppException(
          "Tried to read or make the keys in " + file + " but failed because: " + e.getMessage(),
          e);
    }
  }

  /** What the function's HTTP trigger asks for. */
  static KeyLevel levelOf(FunctionDefinition function) {
    if (!(function.trigger() instanceof Binding.Http http)) {
      return new KeyLevel.Admin();
    }
    return switch (http.authLevel()) {
      case "ANONYMOUS" -> new KeyLevel.Anonymous();
      case "FUNCTION" -> new KeyLevel.Function(function.name());
      default -> new KeyLevel.Admin();
    };
  }

  static boolean admits(Gate gate, KeyLevel level, HttpCall call) {
    return gate.admits(level, call.key());
  }

  /** For a call without the right key. */
  static HttpReply unauthorized(KeyLevel level) {
    return HttpReply.message(
        401,
        "This call needs "
            + needed(level)
            + ", in the header x-functions-key or as ?code= in the URL. The keys are in the file "
            + FunctionHost.KEY_FILE
            + " of the host's data directory.");
  }

  private static String needed(KeyLevel level) {
    if (level instanceof KeyLevel.Function function) {
      return "a host key or the key of function " + function.name();
    }
    return level instanceof KeyLevel.System system
        ? "the system key " + system.keyName()
        : "the master key";
  }
}
