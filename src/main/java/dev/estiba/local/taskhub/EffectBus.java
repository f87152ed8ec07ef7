package dev.estiba.local.taskhub;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands committed effects, in the order of their commits, to whoever has subscribed. */
final class EffectBus {

  private static final Logger log = LoggerFactory.getLogger(EffectBus.class);

  private final List<Consumer<Effect>> subscribers = new CopyOnWriteArrayList<>();

  /** The subscriber is called on the writer's thread and has to be quick. */
  void subscribe(Consumer<Effect> subscriber) {
    subscribers.add(subscriber);
  }

  /** Each subscriber gets each effect, whatever the others throw: they are committed. */
  void publish(List<Effect> effects) {
    for (Effect effect : effects) {
      subscribers.forEach(subscriber -> publish(effect, subscriber));
    }
  }

  private static void publish(Effect effect, Consumer<Effect> subscriber) {
    try {
      subscriber.accept(effect);
    } catch (RuntimeException | Error e) {
      log.error("The committed effect {} could not be handed on", effect, e);
    }
  }
}
