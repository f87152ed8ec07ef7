package dev.estiba.webhook;

import dev.estiba.task.CompletionHook;
import dev.estiba.task.Delivery;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * One try to post a webhook. Follows at most three redirects that keep what is posted (307, 308),
 * never from https to http, and looks at each new address as at the first. The headers are the same
 * at each: the signature is of the message, not of an address, and tells nothing of the key.
 */
final class Post implements AutoCloseable {

  private static final int MOST_REDIRECTS = 3;
  private static final Set<Integer> FOLLOWED = Set.of(307, 308);
  private static final Set<Integer> NOT_FOLLOWED = Set.of(301, 302, 303);
  private static final int GONE = 410;

  private final AddressGuard guard;
  private final WebhookMessage message;
  private final long timestamp;
  private @Nullable CloseableHttpClient client;
  private boolean closed;

  /**
   * @param timestamp of this try, in seconds since 1970
   */
  Post(AddressGuard guard, WebhookMessage message, long timestamp) {
    this.guard = guard;
    this.message = message;
    this.timestamp = timestamp;
  }

  Delivery to(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      return new Delivery.Refused(CompletionHook.withoutQuery(url) + " is no address.");
    }
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      Hop hop = once(uri);
      if (hop.end() != null) {
        return hop.end();
      }
      uri = hop.next();
    }
    return new Delivery.Again("It redirected more than " + MOST_REDIRECTS + " times.", null);
  }

  /** What one request led to: an end, or else another address. */
  private record Hop(@Nullable Delivery end, URI next) {}

  private Hop once(URI uri) {
    Optional<Target> target = Target.of(uri);
    if (target.isEmpty()) {
      return new Hop(new Delivery.Refused(shown(uri) + " is no address with http or https."), uri);
    }
    AddressGuard.Found found = guard.find(target.get().host());
    if (found instanceof AddressGuard.Found.Refused refused) {
      return new Hop(new Delivery.Refused(refused.why()), uri);
    }
    if (found instanceof AddressGuard.Found.Unknown unknown) {
      return new Hop(new Delivery.Again(unknown.why(), null), uri);
    }
    return post(target.get(), (AddressGuard.Found.Fine) found);
  }

  private Hop post(Target target, AddressGuard.Found.Fine found) {
    HttpPost request = new HttpPost(target.uri());
    message.headers(timestamp).forEach(request::setHeader);
    request.setEntity(
        new ByteArrayEntity(
            message.body().getBytes(StandardCharsets.UTF_8),
            ContentType.parse(CloudEvent.MEDIA_TYPE)));
    CloseableHttpClient own = open(found);
    try {
      // Its body is of no use: it is closed without having been read.
      return answered(target, own.executeOpen(target.httpHost(), request, null));
    } catch (IOException e) {
      return new Hop(
          new Delivery.Again(
              shown(target.uri()) + " could not be reached: " + e.getMessage(), null),
          target.uri());
    } finally {
      own.close(CloseMode.IMMEDIATE);
    }
  }

  private synchronized CloseableHttpClient open(AddressGuard.Found.Fine found) {
    CloseableHttpClient opened = PinnedClient.to(found.addresses());
    if (closed) {
      opened.close(CloseMode.IMMEDIATE);
    }
    client = opened;
    return opened;
  }

  private static Hop answered(Target target, ClassicHttpResponse answer) {
    int status = answer.getCode();
    if (FOLLOWED.contains(status)) {
      return redirected(target, answer.getFirstHeader("Location"));
    }
    return new Hop(end(target, answer), target.uri());
  }

  private static Delivery end(Target target, ClassicHttpResponse answer) {
    int status = answer.getCode();
    if (status >= 200 && status < 300) {
      return new Delivery.Delivered(status);
    }
    String said = shown(target.uri()) + " answered " + status;
    if (status == GONE) {
      return new Delivery.Refused(said + ": it wants no more.");
    }
    if (NOT_FOLLOWED.contains(status)) {
      return new Delivery.Again(
          said
              + ", a redirect at which what is posted is lost. Only 307 and 308 are followed: give"
              + " the new address.",
          null);
    }
    return new Delivery.Again(said + ".", RetryAfter.seconds(answer));
  }

  private static Hop redirected(Target from, @Nullable Header location) {
    URI next;
    try {
      next = from.uri().resolve(location == null ? "" : location.getValue());
    } catch (IllegalArgumentException e) {
      return new Hop(
          new Delivery.Again(shown(from.uri()) + " redirected to what is no address.", null),
          from.uri());
    }
    return from.losesSecrecyAt(next)
        ? new Hop(
            new Delivery.Again(
                shown(from.uri()) + " redirected from https to " + next.getScheme() + ".", null),
            next)
        : new Hop(null, next);
  }

  private static String shown(URI uri) {
    return CompletionHook.withoutQuery(uri.toString());
  }

  /** Ends what is under way. */
  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.close(CloseMode.IMMEDIATE);
    }
  }
}
