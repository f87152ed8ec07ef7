package dev.estiba.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.testing.NeedsPython;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of signatures that {@code docs/task.md} shows works. */
@NeedsPython
class SignatureGuideTest {

  private static final String BODY = "{\"data\": \"grüße\"}";

  @TempDir private Path folder;

  private static String example() throws IOException {
    Matcher block =
        Pattern.compile("^```python\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("docs", "task.md")));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "any other schlüssel"})
  void it_takes_what_was_signed_and_nothing_else(String secret) throws Exception {
    long now = Instant.now().getEpochSecond();

    assertThat(check(headers(secret, now), BODY, secret)).isEqualTo("True");
    assertThat(check(headers(secret, now), BODY + " ", secret)).isEqualTo("False");
    assertThat(check(headers("another", now), BODY, secret)).isEqualTo("False");
  }

  @Test
  void it_takes_nothing_old() throws Exception {
    long before = Instant.now().getEpochSecond() - 600;

    assertThat(check(headers("key", before), BODY, "key")).isEqualTo("False");
  }

  private static Map<String, String> headers(String secret, long timestamp) {
    return new WebhookMessage("root/0", BODY, SigningKey.of(secret).orElseThrow())
        .headers(timestamp);
  }

  private String check(Map<String, String> headers, String body, String secret) throws Exception {
    StringBuilder dictionary = new StringBuilder("{");
    headers.forEach((name, value) -> dictionary.append("'" + name + "': '" + value + "', "));
    Path script = folder.resolve("check.py");
    Files.writeString(
        script,
        example()
            + "\nprint(is_ours("
            + dictionary.append("}")
            + ", base64.b64decode('"
            + Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8))
            + "'), '"
            + secret
            + "'))\n");
    Process process =
        new ProcessBuilder("python3", script.toString()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.trim();
  }
}
