package dev.estiba.task;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What became of one try to tell somebody of an end. No text in it holds a secret. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Delivery.Delivered.class, name = "Delivered"),
  @JsonSubTypes.Type(value = Delivery.Again.class, name = "Again"),
  @JsonSubTypes.Type(value = Delivery.Refused.class, name = "Refused")
})
public sealed interface Delivery {

  /**
   * They have it.
   *
   * @param status that was answered, 200 to 299; 201 of a queue
   */
  record Delivered(int status) implements Delivery {}

  /**
   * They may get it later.
   *
   * @param retryAfterSeconds how long to wait, as they want it; null where they do not say
   */
  record Again(String why, @Nullable Long retryAfterSeconds) implements Delivery {}

  /** No other try can help. */
  record Refused(String why) implements Delivery {}
}
