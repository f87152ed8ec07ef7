package dev.estiba.local.azure;

import dev.estiba.local.azure.fault.InvalidBehaviorException;
import java.io.IOException;
import org.eclipse.jetty.http.HttpException;
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
      exchange.send(unexpected(exchange, e).response());
    }
  }

  private static ArmException unexpected(Exchange exchange, Exception e) {
    if (e instanceof HttpException bad) {
      return ArmErrors.badRequest(bad.getCode(), bad.getReason());
    }
    String path = exchange.request().getHttpURI().getPath();
    log.error("{} {} failed", exchange.request().getMethod(), path, e);
    return ArmErrors.internal(exchange.id());
  }
}
