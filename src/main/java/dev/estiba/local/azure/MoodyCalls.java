package dev.estiba.local.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.estiba.local.azure.fault.AnswerEffect;
import dev.estiba.local.azure.fault.Effect;
import dev.estiba.local.azure.fault.Moods;
import dev.estiba.local.azure.fault.OperationKind;
import dev.estiba.local.azure.fault.PlatformEffect;
import dev.estiba.local.azure.fault.ViewEffect;
import dev.estiba.local.azure.fault.When;
import dev.estiba.local.azure.fault.WireEffect;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers calls as well, or as badly, as {@link Moods} say. Thread-safe. */
final class MoodyCalls {

  private static final Logger log = LoggerFactory.getLogger(MoodyCalls.class);

  private final ContainerGroups groups;
  private final Moods moods;
  private final InstantSource clock;

  MoodyCalls(ContainerGroups groups, Moods moods, InstantSource clock) {
    this.groups = groups;
    this.moods = moods;
    this.clock = clock;
  }

  void answer(ArmCall call, Exchange exchange) throws IOException, InterruptedException {
    exchange.addHeaders(moods.countRequest(call.subscription(), call.request().method()));
    Optional<Effect> effect = moods.effectOn(call.kind(), call.group());
    if (effect.isEmpty()) {
      sendInTime(call, exchange, call.answer());
      return;
    }
    log.info("{} meets {}", call.kind(), effect.get());
    meet(effect.get(), call, exchange);
  }

  private void meet(Effect effect, ArmCall call, Exchange exchange)
      throws IOException, InterruptedException {
    if (effect instanceof WireEffect.Delay delay) {
      delay(delay, call, exchange);
    } else if (effect instanceof WireEffect wire) {
      boolean works = wire.when() == When.AFTER;
      end(wire, works ? call.answer() : ArmResponse.empty(500), exchange);
    } else if (effect instanceof AnswerEffect other) {
      exchange.send(otherAnswer(other, call));
    } else if (effect instanceof ViewEffect view) {
      sendInTime(call, exchange, changed(view, call.answer()));
    } else if (effect instanceof PlatformEffect.Vanish) {
      deleteGroup(call);
      exchange.send(call.answer());
    } else {
      throw new IllegalStateException("Not an effect on a request: " + effect);
    }
  }

  private void sendInTime(ArmCall call, Exchange exchange, ArmResponse answer) {
    Duration delay = moods.createDelay();
    if (call.kind() == OperationKind.CREATE && answer.status() < 300 && !delay.isZero()) {
      exchange.later(delay, () -> exchange.send(answer));
    } else {
      exchange.send(answer);
    }
  }

  private static void delay(WireEffect.Delay delay, ArmCall call, Exchange exchange)
      throws IOException, InterruptedException {
    if (delay.when() == When.BEFORE) {
      exchange.later(delay.by(), () -> Boundary.run(exchange, () -> exchange.send(call.answer())));
    } else {
      ArmResponse answer = call.answer();
      exchange.later(delay.by(), () -> exchange.send(answer));
    }
  }

  private static void end(WireEffect wire, ArmResponse answer, Exchange exchange) {
    if (wire instanceof WireEffect.Hang hang) {
      exchange.hold(hang.time());
    } else if (wire instanceof WireEffect.HalfResponse) {
      exchange.sendHalf(answer);
    } else if (wire instanceof WireEffect.InvalidJson invalid) {
      String body = String.valueOf(answer.body());
      String half = body.substring(0, body.length() / 2);
      exchange.send(answer, invalid.content() == null ? half : invalid.content());
    } else {
      exchange.close();
    }
  }

  private ArmResponse otherAnswer(AnswerEffect other, ArmCall call)
      throws IOException, InterruptedException {
    if (other.when() == When.AFTER) {
      ArmResponse real = call.answer();
      log.info("An answer with status {} is replaced", real.status());
    }
    return ArmResponse.of(other.reply(call.subject(), clock.instant()));
  }

  private static ArmResponse changed(ViewEffect view, ArmResponse answer) {
    if (answer.body() instanceof ObjectNode body) {
      view.change(body);
    }
    return answer;
  }

  private void deleteGroup(ArmCall call) throws IOException, InterruptedException {
    if (!call.group().isEmpty()) {
      var unused = groups.delete(GroupPaths.id(call.request()));
    }
  }
}
