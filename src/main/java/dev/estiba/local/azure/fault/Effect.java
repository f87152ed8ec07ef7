package dev.estiba.local.azure.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What goes wrong. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AnswerEffect.Throttle.class, name = "throttle"),
  @JsonSubTypes.Type(value = AnswerEffect.Transitioning.class, name = "transitioning"),
  @JsonSubTypes.Type(value = AnswerEffect.Error.class, name = "error"),
  @JsonSubTypes.Type(value = AnswerEffect.NotFound.class, name = "notFound"),
  @JsonSubTypes.Type(value = AnswerEffect.DeleteIgnored.class, name = "deleteIgnored"),
  @JsonSubTypes.Type(value = WireEffect.Close.class, name = "close"),
  @JsonSubTypes.Type(value = WireEffect.Hang.class, name = "hang"),
  @JsonSubTypes.Type(value = WireEffect.Delay.class, name = "delay"),
  @JsonSubTypes.Type(value = WireEffect.LostResponse.class, name = "lostResponse"),
  @JsonSubTypes.Type(value = WireEffect.HalfResponse.class, name = "halfResponse"),
  @JsonSubTypes.Type(value = WireEffect.InvalidJson.class, name = "invalidJson"),
  @JsonSubTypes.Type(value = ViewEffect.NoInstanceView.class, name = "noInstanceView"),
  @JsonSubTypes.Type(value = ViewEffect.StaleState.class, name = "staleState"),
  @JsonSubTypes.Type(value = ViewEffect.InfrastructureError.class, name = "infrastructureError"),
  @JsonSubTypes.Type(value = ViewEffect.NoExitCode.class, name = "noExitCode"),
  @JsonSubTypes.Type(value = ViewEffect.Log.class, name = "log"),
  @JsonSubTypes.Type(value = ViewEffect.MissingFromList.class, name = "missingFromList"),
  @JsonSubTypes.Type(
      value = PlatformEffect.ProvisioningFailure.class,
      name = "provisioningFailure"),
  @JsonSubTypes.Type(value = PlatformEffect.Vanish.class, name = "vanish"),
})
public sealed interface Effect permits AnswerEffect, ViewEffect, WireEffect, PlatformEffect {}
