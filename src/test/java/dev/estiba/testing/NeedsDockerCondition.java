package dev.estiba.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

final class NeedsDockerCondition implements ExecutionCondition {

  private static final String SOCKET = "/var/run/docker.sock";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Requirement.evaluate(context, missing());
  }

  private static Optional<String> missing() {
    try {
      if (!get("/_ping").startsWith("HTTP/1.1 200")) {
        return Optional.of("the Docker engine on " + SOCKET + " does not answer");
      }
      if (!get("/images/busybox/json").startsWith("HTTP/1.1 200")) {
        return Optional.of("the Docker engine has no image 'busybox'");
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("no Docker engine on " + SOCKET + " (" + e.getMessage() + ")");
    }
  }

  private static String get(String path) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(SOCKET));
      String request = "GET " + path + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(64);
      while (answer.hasRemaining() && channel.read(answer) >= 0) {}
      return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }
  }
}
