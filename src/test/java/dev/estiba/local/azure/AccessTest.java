package dev.estiba.local.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in. */
final class AccessTest {

  private static final String GROUPS = "/subscriptions/s1/resourcegroups?api-version=2025-04-01";

  @TempDir Path data;
  private LocalAzure azure;

  @BeforeEach
  void start() throws Exception {
    azure = LocalAzure.start(LocalAzureOptions.in(data, RuntimeKind.SIMULATED));
  }

  @AfterEach
  void stop() throws Exception {
    azure.close();
  }

  /** The whole answer to a GET with these headers. */
  private String get(String path, String... headers) throws IOException {
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    String request =
        "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + lines + "\r\n";
    try (Socket socket = new Socket("127.0.0.1", azure.endpoint().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String bearer() {
    return "Authorization: Bearer " + azure.token();
  }

  @ParameterizedTest
  @ValueSource(strings = {GROUPS, "/local/behavior", "/nowhere"})
  void a_request_without_a_token_is_refused(String path) throws Exception {
    assertThat(get(path))
        .startsWith("HTTP/1.1 401")
        .contains("WWW-Authenticate: Bearer ")
        .contains(
            "{\"error\":{\"code\":\"AuthenticationFailed\",\"message\":\"Authentication failed. The"
                + " 'Authorization' header is missing.\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic dTpw", "", "Bearer"})
  void a_request_with_another_token_is_refused(String authorization) throws Exception {
    assertThat(get(GROUPS, "Authorization: " + authorization))
        .startsWith("HTTP/1.1 401")
        .contains("WWW-Authenticate: Bearer ")
        .containsAnyOf("InvalidAuthenticationToken", "AuthenticationFailed");
  }

  @Test
  void a_token_that_only_begins_or_ends_right_is_refused() throws Exception {
    assertThat(get(GROUPS, bearer() + "x")).contains("The access token is invalid.");
    assertThat(get(GROUPS, bearer().substring(0, bearer().length() - 1))).contains("401");
    assertThat(get(GROUPS, bearer())).startsWith("HTTP/1.1 200");
    assertThat(get(GROUPS, bearer().replace("Bearer", "bearer"))).startsWith("HTTP/1.1 200");
  }

  @Test
  void a_directory_keeps_its_token_to_its_owner() throws Exception {
    String token = azure.token();
    Path file = data.resolve("token");
    assertThat(token).matches("[-_A-Za-z0-9]{43}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    azure.close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    start();

    assertThat(azure.token()).isEqualTo(token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_token_file_that_holds_none_is_named() throws Exception {
    azure.close();
    Files.writeString(data.resolve("token"), "");

    assertThatThrownBy(this::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(data.resolve("token").toString());
    Files.delete(data.resolve("token"));
    start();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Origin: http://evil.example", "Origin: null", "Origin: http://127.0.0.1"})
  void a_request_of_a_web_page_is_refused(String origin) throws Exception {
    assertThat(get(GROUPS, bearer(), origin)).startsWith("HTTP/1.1 403").contains("Origin");
  }

  @Test
  void headers_that_are_too_large_are_refused() throws Exception {
    assertThat(get(GROUPS, bearer(), "X: " + "a".repeat(20_000))).startsWith("HTTP/1.1 431");
  }

  @Test
  void a_body_that_turns_out_too_large_is_refused() throws Exception {
    String chunk = "100000\r\n" + "a".repeat(0x100000) + "\r\n";
    String request =
        "PUT /local/behavior HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + bearer()
            + "\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunk.repeat(4)
            + "1\r\na";
    try (Socket socket = new Socket("127.0.0.1", azure.endpoint().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 413")
          .contains("RequestContentTooLarge");
    }
  }

  @Test
  void a_query_that_cannot_be_decoded_is_refused() throws Exception {
    assertThat(get(GROUPS + "&x=%ff%zz", bearer())).startsWith("HTTP/1.1 400");
  }

  @Test
  void two_directories_have_different_tokens(@TempDir Path other) throws Exception {
    try (LocalAzure second = LocalAzure.start(LocalAzureOptions.in(other, RuntimeKind.SIMULATED))) {
      assertThat(second.token()).isNotEqualTo(azure.token());
      ArmClient mixedUp = new ArmClient(second.endpoint(), azure.token());
      URI uri = second.endpoint().resolve(GROUPS);
      assertThat(mixedUp.sendTo(uri, "GET", "").code()).isEqualTo("InvalidAuthenticationToken");
    }
  }
}
