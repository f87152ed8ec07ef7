package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.taskhub.TaskHub;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LogLevelsTest {

  private static final Logger FUNCTIONS = Logger.getLogger("Function");
  private static final Logger TICK = Logger.getLogger("Function.Tick");
  private static final Logger USER = Logger.getLogger("Function.User");
  private static final Logger HOST = Logger.getLogger(FunctionHost.class.getPackageName());
  private static final Logger TASK_HUB = Logger.getLogger(TaskHub.class.getPackageName());

  @Test
  void the_default_is_for_all_and_a_narrower_category_wins() {
    Map<String, String> levels =
        Map.of(
            "default", "Error",
            "Function", "Debug",
            "Function.Tick.User", "Trace",
            "Function.Tick", "None",
            "Function.User", "warning",
            "durabletask.core", "Critical");

    try (LogLevels applied = LogLevels.apply(levels)) {
      assertThat(FUNCTIONS.getLevel()).isEqualTo(Level.FINE);
      assertThat(TICK.getLevel()).isEqualTo(Level.FINER);
      assertThat(USER.getLevel()).isEqualTo(Level.WARNING);
      assertThat(HOST.getLevel()).isEqualTo(Level.SEVERE);
      assertThat(TASK_HUB.getLevel()).isEqualTo(Level.SEVERE);
      assertThat(applied).isNotNull();
    }
  }

  @Test
  void what_only_azure_has_changes_nothing() {
    Level before = HOST.getLevel();

    try (LogLevels applied =
        LogLevels.apply(Map.of("Host.Aggregator", "Trace", "Host.Results", "None"))) {
      assertThat(HOST.getLevel()).isEqualTo(before);
      assertThat(applied).isNotNull();
    }
  }

  @Test
  void the_levels_from_before_come_back_at_the_close() {
    Level before = FUNCTIONS.getLevel();

    LogLevels.apply(Map.of("default", "Trace", "Function", "None")).close();

    assertThat(FUNCTIONS.getLevel()).isEqualTo(before);
    assertThat(TICK.getLevel()).isNull();
  }

  @Test
  void an_unknown_level_is_named_with_its_key_and_nothing_is_changed() {
    Level before = FUNCTIONS.getLevel();

    assertThatThrownBy(() -> LogLevels.apply(Map.of("Function", "None", "Azure.Core", "Verbose")))
        .isInstanceOf(FunctionAppException.class)
        .hasMessageContaining("logging.logLevel.Azure.Core")
        .hasMessageContaining("'Verbose'")
        .hasMessageContaining("Information");
    assertThat(FUNCTIONS.getLevel()).isEqualTo(before);
  }
}
