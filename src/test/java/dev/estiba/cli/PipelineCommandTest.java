package dev.estiba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class PipelineCommandTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status abc",
        "approve abc approve --by ana --reason fine",
        "reject abc approve",
        "retry abc",
        "cancel abc --reason enough"
      })
  void a_subcommand_needs_no_file(String arguments) {
    String[] words = arguments.split(" ");

    ParseResult parsed = new CommandLine(new PipelineCommand()).parseArgs(words);

    assertThat(parsed.subcommand().commandSpec().name()).isEqualTo(words[0]);
    assertThat(parsed.subcommand().unmatched()).isEmpty();
  }

  @Test
  void without_a_subcommand_it_does() {
    StringWriter told = new StringWriter();

    int exitCode = new CommandLine(new PipelineCommand()).setErr(new PrintWriter(told)).execute();

    assertThat(exitCode).isNotZero();
    assertThat(told.toString()).contains("Missing required parameter: 'FILE'");
  }
}
