package dev.estiba.task;

import dev.estiba.document.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the environment of a container. */
final class EnvironmentReader {

  private static final int MOST = 1000;

  private EnvironmentReader() {}

  static List<EnvironmentVariable> read(Fields container) {
    List<EnvironmentVariable> variables = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Fields variable : container.objects("environmentVariables", MOST)) {
      EnvironmentVariable read = variable(variable);
      if (!read.name().isEmpty() && !names.add(read.name())) {
        variable.problem("name", "is in the list already: '" + read.name() + "'");
      }
      variables.add(read);
    }
    return variables;
  }

  private static EnvironmentVariable variable(Fields variable) {
    String name = variable.requiredText("name", Names.VARIABLE);
    String value = Words.check(variable, "value", variable.text("value"));
    Secret secure = SecretReader.read(variable, "secureValue");
    checkLength(variable, secure);
    variable.refuseUnknown();
    long values = variable.count("value", "secureValue");
    if (values == 0) {
      variable.problem("value", "is required: the variable's text; or secureValue, a secret");
    } else if (values > 1) {
      variable.problem("secureValue", "must not be there beside value: a variable has one of them");
    }
    return new EnvironmentVariable(name, secure == null && value == null ? "" : value, secure);
  }

  private static void checkLength(Fields variable, @Nullable Secret secret) {
    if (secret instanceof Secret.Literal literal) {
      Words.check(variable, "secureValue", literal.text());
    }
  }
}
