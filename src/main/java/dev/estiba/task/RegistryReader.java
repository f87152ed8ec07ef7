package dev.estiba.task;

import dev.estiba.document.Fields;
import dev.estiba.document.TextRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads how images are pulled, and the identities of the group that may do it. */
final class RegistryReader {

  static final TextRule SERVER =
      TextRule.of(
          "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*"
              + "(?::[0-9]{1,5})?",
          "must be a registry's host name, with a port if it has one, such as myregistry.azurecr.io");

  static final TextRule USER =
      TextRule.of("[^\\x00-\\x1f]{1,256}", "must be 1 to 256 printable characters");

  private static final int MOST = 20;

  private RegistryReader() {}

  static List<String> identities(Fields task) {
    List<String> identities =
        task.distinctTexts("identities", MOST, Names.IDENTITY, "[\"[system]\"]");
    if (identities.stream().map(RegistryReader::key).distinct().count() < identities.size()) {
      task.problem(
          "identities", "must not name one identity twice; upper and lower case are alike");
    }
    return identities;
  }

  static List<RegistryCredential> credentials(Fields task, List<String> identities) {
    List<RegistryCredential> credentials = new ArrayList<>();
    Set<String> servers = new HashSet<>();
    for (Fields credential : task.objects("imageRegistryCredentials", MOST)) {
      RegistryCredential read = credential(credential, identities);
      if (!read.server().isEmpty() && !servers.add(key(read.server()))) {
        credential.problem("server", "is in the list already: '" + read.server() + "'");
      }
      credentials.add(read);
    }
    return credentials;
  }

  private static RegistryCredential credential(Fields credential, List<String> identities) {
    String server = credential.requiredText("server", SERVER);
    String username = credential.text("username", USER);
    Secret password =
        credential.has("password")
            ? SecretReader.required(credential, "password", "the user's password")
            : SecretReader.read(credential, "password");
    String identity = credential.text("identity", Names.USER_IDENTITY);
    credential.refuseUnknown();
    long ofUser = credential.count("username", "password");
    if (ofUser != (credential.has("identity") ? 0 : 2)) {
      credential.problem("must have either username and password, or identity");
    }
    if (identity != null && identities.stream().noneMatch(identity::equalsIgnoreCase)) {
      credential.problem("identity", "must be one of the task's identities too: add it there");
    }
    return new RegistryCredential(server, username, password, identity);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
