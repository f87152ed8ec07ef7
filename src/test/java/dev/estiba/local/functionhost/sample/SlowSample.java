package dev.estiba.local.functionhost.sample;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A function that takes its time. */
public class SlowSample {

  public static final CountDownLatch ENTERED = new CountDownLatch(1);
  public static final CountDownLatch CLOSING = new CountDownLatch(1);

  @FunctionName("Slow")
  public String slow(@HttpTrigger(name = "req") String body) throws InterruptedException {
    ENTERED.countDown();
    CLOSING.await();
    // The rest of the work, longer than an idle connection is kept at the close.
    new CountDownLatch(1).await(600, TimeUnit.MILLISECONDS);
    return "done";
  }
}
