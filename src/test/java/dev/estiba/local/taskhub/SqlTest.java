package dev.estiba.local.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlTest {

  private static final String INSERT = "INSERT INTO numbers VALUES (?)";
  private static final String READ = "SELECT abs(?)";

  @TempDir Path directory;

  @Test
  void a_statement_that_has_failed_can_be_run_again() throws Exception {
    try (Sql sql =
        new Sql(DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("any.db")))) {
      sql.execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY)");
      sql.update(INSERT, 1);
      assertThatThrownBy(() -> sql.update(INSERT, 1)).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> sql.first(READ, row -> row.getLong(1), Long.MIN_VALUE))
          .isInstanceOf(SQLException.class);

      assertThat(sql.update(INSERT, 2)).isEqualTo(1);
      assertThat(sql.first(READ, row -> row.getLong(1), -3)).contains(3L);
      assertThat(sql.list(READ, row -> row.getLong(1), -3)).containsExactly(3L);
    }
  }
}
