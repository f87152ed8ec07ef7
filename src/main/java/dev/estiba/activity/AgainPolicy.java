package dev.estiba.activity;

import dev.estiba.aci.AciFailure;

/** What an orchestrator does about a failure of Azure's; see {@link AciFailure.Policy}. */
public enum AgainPolicy {
  WAIT,
  RETRY,
  OTHER_REGION,
  FAIL;

  static AgainPolicy of(AciFailure failure) {
    return valueOf(failure.policy().name());
  }
}
