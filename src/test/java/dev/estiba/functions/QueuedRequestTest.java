package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueuedRequestTest {

  private static final String ID = "6a1f2e3d-0b4c-4d5e-8f90-123456789abc";
  private static final String TASK = "{\"image\": \"busybox\", \"name\": \"año\"}";

  @Test
  void a_message_keeps_its_id_and_its_text() {
    assertThat(QueuedRequest.of(ID, TASK)).isEqualTo(new QueuedRequest(ID, TASK));
  }

  @Test
  void a_document_in_base64_is_decoded_also_where_it_is_broken_into_lines() {
    byte[] bytes = TASK.repeat(3).getBytes(StandardCharsets.UTF_8);

    String inLines = Base64.getMimeEncoder().encodeToString(bytes) + "\n";

    assertThat(inLines).contains("\r\n");
    assertThat(QueuedRequest.of(ID, inLines).text()).isEqualTo(TASK.repeat(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"image: busybox", "task", "hello", "", "/+8=", "a=b"})
  void what_is_no_base64_of_a_text_stays_as_it_is(String message) {
    assertThat(QueuedRequest.of(ID, message).text()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {ID, "../x", "", "6A1F2E3D-0B4C-4D5E-8F90-123456789ABC"})
  void a_message_cannot_name_itself(String id) {
    String message = "{\"id\": \"" + id + "\", \"image\": \"busybox\"}";

    QueuedRequest request = QueuedRequest.of(id, message);

    assertThat(request.id()).isNotEqualTo(id).matches("[0-9a-f-]{36}");
    assertThat(QueuedRequest.of(id, message)).as("delivered again").isEqualTo(request);
    assertThat(QueuedRequest.of(id, message + " ").id()).isNotEqualTo(request.id());
  }
}
