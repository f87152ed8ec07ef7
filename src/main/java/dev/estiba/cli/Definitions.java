package dev.estiba.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.client.EstibaClient;
import dev.estiba.lint.LintedKind;
import java.io.IOException;

/**
 * What has a name and starts by itself, of one kind: schedules, or triggers. The command of the
 * kind is one; its subcommands ask it. Texts are what is said of them, as the user asks for it.
 */
interface Definitions {

  LintedKind kind();

  String put(EstibaClient api, String name, JsonNode definition, OutputOption output)
      throws IOException;

  String show(EstibaClient api, String name, OutputOption output) throws IOException;

  String list(EstibaClient api, OutputOption output) throws IOException;

  /** Pauses it, or has it go on. */
  String enable(EstibaClient api, String name, boolean enabled, OutputOption output)
      throws IOException;

  void delete(EstibaClient api, String name) throws IOException;
}
