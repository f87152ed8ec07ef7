package dev.estiba.functions;

import java.util.List;

/** Which classes hold Estiba's functions, for a host that does not find them by itself. */
public final class EstibaFunctions {

  private EstibaFunctions() {}

  public static List<Class<?>> classes() {
    return List.of(
        TaskFunctions.class,
        CreateAciFunction.class,
        Orchestrators.class,
        Activities.class,
        SweepFunction.class);
  }
}
