package dev.estiba.local.azure.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When an effect happens: the request has then either had no effect of its own, or all of it. */
public enum When {
  @JsonProperty("before")
  BEFORE,
  @JsonProperty("after")
  AFTER
}
