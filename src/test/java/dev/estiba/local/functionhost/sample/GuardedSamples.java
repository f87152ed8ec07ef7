package dev.estiba.local.functionhost.sample;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;

/** One function of each level. */
public class GuardedSamples {

  @FunctionName("Lobby")
  public String lobby(
      @HttpTrigger(name = "req", authLevel = AuthorizationLevel.ANONYMOUS) String body) {
    return "lobby";
  }

  @FunctionName("Office")
  public String office(
      @HttpTrigger(name = "req", authLevel = AuthorizationLevel.FUNCTION) String body) {
    return "office";
  }

  @FunctionName("Archive")
  public String archive(
      @HttpTrigger(name = "req", authLevel = AuthorizationLevel.FUNCTION) String body) {
    return "archive";
  }

  @FunctionName("Vault")
  public String vault(
      @HttpTrigger(name = "req", authLevel = AuthorizationLevel.ADMIN) String body) {
    return "vault";
  }
}
