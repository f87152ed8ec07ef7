package dev.estiba.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@link ContainerTask} from JSON and finds every problem in it at once. */
public final class TaskParser {

  /** As long as a container group's name can be, less the suffix that makes it unique. */
  private static final Pattern NAME = Pattern.compile("(?!.*--)[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

  private static final Pattern VARIABLE_NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_]{0,61}[A-Za-z0-9])?");
  private static final Pattern RESOURCE_GROUP = Pattern.compile("[\\w.()-]{0,89}[\\w()-]");
  private static final Pattern LOCATION = Pattern.compile("[a-z0-9]{1,40}");

  private TaskParser() {}

  public static ParsedTask parse(String json) {
    try {
      return parse(Json.parse(json));
    } catch (JsonProcessingException e) {
      return invalidJson(e);
    }
  }

  public static ParsedTask parse(JsonNode document) {
    if (!document.isObject()) {
      return new ParsedTask.Invalid(
          List.of(new Problem("", "must be a JSON object such as {\"image\": \"busybox\"}")));
    }
    Fields fields = new Fields(document, "");
    ContainerTask task = readTask(fields);
    List<Problem> problems = fields.problems();
    return problems.isEmpty() ? new ParsedTask.Valid(task) : new ParsedTask.Invalid(problems);
  }

  private static ParsedTask invalidJson(JsonProcessingException e) {
    var place = e.getLocation();
    String where =
        place == null
            ? ""
            : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    return new ParsedTask.Invalid(
        List.of(new Problem("", "is not JSON" + where + ": " + e.getOriginalMessage())));
  }

  private static ContainerTask readTask(Fields fields) {
    ContainerTask task =
        new ContainerTask(
            name(fields),
            container(fields),
            List.of(),
            List.of(),
            GroupSettings.NONE,
            placement(fields),
            limits(fields),
            Retry.NONE,
            Keep.NEVER);
    fields.refuseUnknown();
    return task;
  }

  private static ContainerSpec container(Fields fields) {
    return new ContainerSpec(
        image(fields),
        fields.strings("command"),
        List.of(),
        variables(fields),
        fields.number(
            "cpu",
            ContainerSpec.DEFAULT_CPU,
            ContainerSpec.MIN_CPU,
            ContainerSpec.MAX_CPU,
            "vCPUs"),
        fields.number(
            "memoryInGB",
            ContainerSpec.DEFAULT_MEMORY_GB,
            ContainerSpec.MIN_MEMORY_GB,
            ContainerSpec.MAX_MEMORY_GB,
            "GB"),
        List.of());
  }

  private static Limits limits(Fields fields) {
    return Limits.of(
        fields.wholeNumber(
            "timeoutSeconds", Limits.DEFAULT_TIMEOUT_SECONDS, 1, Limits.MAX_SECONDS, "seconds"));
  }

  private static Placement placement(Fields fields) {
    return new Placement(
        matching(
            fields,
            "resourceGroup",
            RESOURCE_GROUP,
            "must be 1 to 90 letters, digits, '_', '-', '.' or parentheses, not ending in '.'"),
        matching(
            fields,
            "location",
            LOCATION,
            "must be an Azure region's name in lower case without spaces, such as westeurope"),
        List.of(),
        List.of(),
        Priority.REGULAR,
        true);
  }

  private static @Nullable String name(Fields fields) {
    return matching(
        fields,
        "name",
        NAME,
        "must be 1 to 40 lower-case letters, digits and single hyphens, with no hyphen at either"
            + " end");
  }

  private static String image(Fields fields) {
    String image = fields.text("image");
    if (image == null) {
      fields.problemUnlessPresent(
          "image", "is required: the reference of a container image, such as busybox:1.36");
      return "";
    }
    if (!ImageReference.isValid(image)) {
      fields.problem(
          "image",
          "must be an image reference [registry[:port]/]repository[:tag][@digest], with a"
              + " repository in lower case, such as ghcr.io/org/tool:1.2; it is '"
              + image
              + "'");
    }
    return image;
  }

  private static List<EnvironmentVariable> variables(Fields fields) {
    List<EnvironmentVariable> variables = new ArrayList<>();
    for (Fields variable : fields.objects("environmentVariables")) {
      String name = variable.text("name");
      if (name == null) {
        variable.problemUnlessPresent("name", "is required: the variable's name");
      } else if (!VARIABLE_NAME.matcher(name).matches()) {
        variable.problem(
            "name",
            "must be 1 to 63 letters, digits and underscores, with no underscore at either end");
      }
      String value = variable.text("value");
      if (value == null) {
        variable.problemUnlessPresent("value", "is required: the variable's text");
      }
      variable.refuseUnknown();
      variables.add(
          new EnvironmentVariable(name == null ? "" : name, value == null ? "" : value, null));
    }
    return variables;
  }

  private static @Nullable String matching(
      Fields fields, String field, Pattern pattern, String rule) {
    String text = fields.text(field);
    if (text != null && !pattern.matcher(text).matches()) {
      fields.problem(field, rule);
    }
    return text;
  }
}
