package dev.estiba.secret;

import dev.estiba.task.ContainerSpec;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.EnvironmentVariable;
import dev.estiba.task.GroupSettings;
import dev.estiba.task.InitContainer;
import dev.estiba.task.Keep;
import dev.estiba.task.Limits;
import dev.estiba.task.LogAnalytics;
import dev.estiba.task.Placement;
import dev.estiba.task.RegistryCredential;
import dev.estiba.task.Retry;
import dev.estiba.task.Secret;
import dev.estiba.task.Sidecar;
import dev.estiba.task.Volume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Tasks with secrets, and keys to seal them with. */
final class SecretTasks {

  private SecretTasks() {}

  /** The same key for the same number. */
  static String aKey(int number) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) number);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A task with these secrets in its environment. */
  static ContainerTask aTaskWith(Secret... secrets) {
    return ContainerTask.of("task", containerWith(secrets));
  }

  /** A task with a literal secret wherever one can be: each holds the place's name. */
  static ContainerTask aTaskFullOfSecrets() {
    Map<String, Secret> files = Map.of("a/b~c", literal("file"));
    Volume file = new Volume("v1", null, files, null, null);
    Volume share =
        new Volume("v2", null, null, null, new Volume.AzureFile("s", "a", literal("share"), false));
    EnvironmentVariable inInit = new EnvironmentVariable("A", null, literal("init"));
    return new ContainerTask(
        "task",
        containerWith(literal("main"), new Secret.AppSetting("ESTIBA_SECRET_A"), literal("main2")),
        List.of(new Sidecar("side", containerWith(literal("sidecar")))),
        List.of(
            new InitContainer("i", "busybox", List.of(), List.of(), List.of(inInit), List.of())),
        new GroupSettings(
            List.of(file, share),
            List.of(new RegistryCredential("example.com", "user", literal("registry"), null)),
            List.of(),
            null,
            new LogAnalytics("workspace", literal("analytics"), null, Map.of()),
            Map.of(),
            literal("{}")),
        Placement.DEFAULT,
        Limits.DEFAULT,
        Retry.NONE,
        Keep.NEVER,
        List.of());
  }

  static Secret literal(String text) {
    return new Secret.Literal(text);
  }

  /** The secrets of a task, in order. */
  static List<Secret> secretsOf(ContainerTask task) {
    List<Secret> secrets = new ArrayList<>();
    task.mapSecrets(
        secret -> {
          secrets.add(secret);
          return secret;
        });
    return secrets;
  }

  private static ContainerSpec containerWith(Secret... secrets) {
    List<EnvironmentVariable> variables = new ArrayList<>();
    for (Secret secret : secrets) {
      variables.add(new EnvironmentVariable("V" + variables.size(), null, secret));
    }
    return new ContainerSpec("busybox", List.of(), List.of(), variables, 1, 1, List.of());
  }
}
