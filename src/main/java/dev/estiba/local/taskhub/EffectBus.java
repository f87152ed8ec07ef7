package dev.estiba.local.taskhub;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Hands committed effects, in the order of their commits, to whoever has subscribed. */
final class EffectBus {

  private final List<Consumer<Effect>> subscribers = new CopyOnWriteArrayList<>();

  /** The subscriber is called on the writer's thread and has to be quick. */
  void subscribe(Consumer<Effect> subscriber) {
    subscribers.add(subscriber);
  }

  void publish(List<Effect> effects) {
    for (Effect effect : effects) {
      subscribers.forEach(subscriber -> subscriber.accept(effect));
    }
  }
}
