package dev.estiba.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rules between the rooms of a root package: which may use which, and what they may not know.
 */
final class Rooms {

  /**
   * Each room with the whole list of other rooms that it may use; {@code ..} is with sub-packages.
   */
  private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

  static {
    MAY_USE.put("document", List.of());
    MAY_USE.put("cron", List.of());
    MAY_USE.put("store", List.of("document"));
    MAY_USE.put("task", List.of("document"));
    MAY_USE.put("batch", List.of("document", "task"));
    MAY_USE.put("pipeline", List.of("document", "task", "batch"));
    MAY_USE.put("launch", List.of("document", "task", "batch", "pipeline"));
    MAY_USE.put("schedule", List.of("cron", "document", "launch", "pipeline", "store"));
    MAY_USE.put("event", List.of("document", "store", "task", "batch", "pipeline", "launch"));
    MAY_USE.put("lint", List.of("document", "task", "batch", "pipeline", "event", "schedule"));
    MAY_USE.put("governor", List.of("document", "store", "task"));
    MAY_USE.put("aci", List.of("document", "task"));
    MAY_USE.put("log", List.of("document", "task"));
    MAY_USE.put("secret", List.of("document", "task"));
    MAY_USE.put("webhook", List.of("document", "task"));
    MAY_USE.put(
        "activity",
        List.of(
            "document", "store", "task", "batch", "governor", "aci", "log", "secret", "webhook"));
    MAY_USE.put("orchestration", List.of("document", "task", "batch", "pipeline", "activity"));
    MAY_USE.put(
        "functions",
        List.of(
            "document",
            "store",
            "task",
            "batch",
            "pipeline",
            "launch",
            "schedule",
            "event",
            "lint",
            "governor",
            "aci",
            "log",
            "secret",
            "webhook",
            "activity",
            "orchestration"));
    MAY_USE.put("client", List.of("document", "task", "batch", "pipeline", "event", "schedule"));
    MAY_USE.put(
        "cli",
        List.of(
            "client",
            "document",
            "task",
            "batch",
            "pipeline",
            "event",
            "schedule",
            "lint",
            "local",
            "bench"));
    MAY_USE.put("bench", List.of("local.taskhub"));
    MAY_USE.put("local", List.of("local..", "functions", "document", "task"));
    MAY_USE.put("local.functionhost", List.of("cron", "local.functionhost..", "local.taskhub"));
    MAY_USE.put("local.functionhost.app", List.of("local.functionhost.web"));
    MAY_USE.put("local.functionhost.durable", List.of("local.functionhost.web", "local.taskhub"));
    MAY_USE.put("local.functionhost.keys", List.of());
    MAY_USE.put("local.functionhost.health", List.of());
    MAY_USE.put(
        "local.functionhost.storage",
        List.of("local.functionhost.app", "local.functionhost.health", "local.functionhost.web"));
    MAY_USE.put("local.functionhost.web", List.of());
    MAY_USE.put("local.taskhub", List.of());
    MAY_USE.put("local.azure", List.of("local.azure.."));
    MAY_USE.put("local.azure.runtime", List.of());
    MAY_USE.put("local.azure.fault", List.of());
  }

  private final String root;

  Rooms(String root) {
    this.root = root;
  }

  static Stream<String> names() {
    return MAY_USE.keySet().stream();
  }

  /** A room uses no other room than those it may. */
  ArchRule uses(String room) {
    List<String> allowed = new ArrayList<>();
    allowed.add(root + "." + room);
    MAY_USE.get(room).forEach(other -> allowed.add(root + "." + other));
    DescribedPredicate<JavaClass> foreign =
        resideInAPackage(root + "..")
            .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(String[]::new))));
    return noClasses()
        .that(resideInAPackage(root + "." + room))
        .should()
        .dependOnClassesThat(foreign)
        .because("room '" + room + "' may use " + MAY_USE.get(room))
        .allowEmptyShould(false);
  }

  ArchRule knowsNoCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /** The task hub is a backend for any Durable Task program. */
  ArchRule taskHubKnowsNoAzure() {
    return noClasses()
        .that(resideInAPackage(root + ".local.taskhub"))
        .should()
        .dependOnClassesThat(resideInAnyPackage("com.azure..", "com.microsoft.azure.."));
  }

  /** Only the adapter in {@code aci} speaks to container groups through the SDK. */
  ArchRule onlyAciSpeaksToAzureResourceManager() {
    return noClasses()
        .that(resideInAPackage(root + ".."))
        .and(resideOutsideOfPackage(root + ".aci"))
        .should()
        .dependOnClassesThat(resideInAPackage("com.azure.resourcemanager.."));
  }

  /** What an orchestrator does must be the same at every replay. */
  ArchRule orchestratorsAreDeterministic() {
    return noClasses()
        .that(resideInAPackage(root + ".orchestration"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.io..",
                "java.net..",
                "java.nio.file..",
                "java.nio.channels..",
                "java.util.concurrent..",
                "org.slf4j.."))
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat(resideInAnyPackage("java.util.random.."))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.Random.class);
  }

  ArchRule everyRoomIsNullMarked() {
    return classes()
        .that(resideInAPackage(root + ".."))
        .and()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith(org.jspecify.annotations.NullMarked.class);
  }
}
