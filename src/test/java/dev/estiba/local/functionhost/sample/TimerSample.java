package dev.estiba.local.functionhost.sample;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A timer function that remembers what it was told. */
public class TimerSample {

  public static final List<String> TICKS = new CopyOnWriteArrayList<>();

  @FunctionName("Tick")
  public void tick(@TimerTrigger(name = "timerInfo", schedule = "%TICK%") String timerInfo) {
    TICKS.add(timerInfo);
  }
}
