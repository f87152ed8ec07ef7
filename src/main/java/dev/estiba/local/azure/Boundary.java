package dev.estiba.local.azure;

import dev.estiba.local.azure.fault.InvalidBehaviorException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where whatever goes wrong becomes an answer. */
final class Boundary {

  private static final Logger log = LoggerFactory.getLogger(Boundary.class);

  private Boundary() {}

  /** Something that ends an exchange, or fails to. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  static void run(Exchange exchange, Work work) {
    try {
      work.run();
    } catch (ArmException e) {
      exchange.send(e.response());
    } catch (InvalidBehaviorException e) {
      exchange.send(ArmErrors.invalidBehavior(e).response());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.send(ArmErrors.engineUnavailable("The server is being stopped.").response());
    } catch (RuntimeException | IOException e) {
      String path = exchange.request().getHttpURI().getPath();
      log.error("{} {} failed", exchange.request().getMethod(), path, e);
      exchange.send(ArmErrors.internal(exchange.id()).response());
    }
  }
}
