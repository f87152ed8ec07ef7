package dev.estiba.local.azure.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SandboxProgramTest {

  @ParameterizedTest
  @EnumSource
  void a_program_is_small_and_begins_with_its_instructions(SandboxProgram program) {
    ByteBuffer file = ByteBuffer.wrap(program.bytes()).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(file.capacity()).isLessThan(256);
    assertThat(file.getInt(0)).isEqualTo(0x464c457f);
    long entry = file.getLong(24);
    long address = file.getLong(80);
    assertThat(entry - address).isEqualTo(120);
    assertThat(file.getLong(96)).isEqualTo(file.capacity());
  }

  @Test
  void the_program_of_this_machine_sleeps_until_it_is_ended(@TempDir Path folder) throws Exception {
    assumeTrue("Linux".equals(System.getProperty("os.name")), "a program for Linux");
    Path program = folder.resolve("pause");
    Files.write(program, SandboxProgram.of(System.getProperty("os.arch")).bytes());
    assertThat(program.toFile().setExecutable(true)).isTrue();

    Process process = new ProcessBuilder(program.toString()).start();

    assertThat(process.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(process.info().totalCpuDuration().orElseThrow().toMillis()).isLessThan(100);
    process.destroyForcibly();
    assertThat(process.waitFor()).isEqualTo(137);
  }

  @Test
  void an_engine_on_another_architecture_is_told_what_works() {
    assertThatThrownBy(() -> SandboxProgram.of("riscv64"))
        .hasMessageContainingAll("riscv64", "x86-64 or arm64");
  }
}
