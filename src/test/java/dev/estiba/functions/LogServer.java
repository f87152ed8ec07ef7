package dev.estiba.functions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.estiba.aci.ContainerGroups;
import dev.estiba.aci.ContainerGroupsFactory;
import dev.estiba.document.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** An Azure Resource Manager that only has one log, and says how often it was asked for it. */
final class LogServer implements AutoCloseable {

  private final HttpServer server;
  private final AtomicInteger fetches = new AtomicInteger();
  private final Semaphore answers = new Semaphore(Integer.MAX_VALUE);
  private volatile String log = "";
  private volatile int status = 200;

  LogServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  ContainerGroups groups() {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return ContainerGroupsFactory.create(endpoint, "00000000-0000-0000-0000-000000000000", null);
  }

  void hasLog(String text) {
    log = text;
  }

  void answersWith(int code) {
    status = code;
  }

  int fetches() {
    return fetches.get();
  }

  /** No fetch is answered until {@link #release()}. */
  void hold() {
    answers.drainPermits();
  }

  void release() {
    answers.release(Integer.MAX_VALUE / 2);
  }

  private void answer(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    answers.acquireUninterruptibly();
    byte[] body = Json.write(Map.of("content", log)).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
