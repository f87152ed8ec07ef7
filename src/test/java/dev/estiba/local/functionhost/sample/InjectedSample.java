package dev.estiba.local.functionhost.sample;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.concurrent.Callable;

/** A function that needs something given to it. */
public class InjectedSample {

  private final Callable<String> supplier;

  public InjectedSample(Callable<String> supplier) {
    this.supplier = supplier;
  }

  @FunctionName("Injected")
  public String injected(@HttpTrigger(name = "req") String body) throws Exception {
    return supplier.call();
  }
}
