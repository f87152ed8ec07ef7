package dev.estiba.functions;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.lang.reflect.InvocationTargetException;

/**
 * Makes the instances of function classes, which the Java worker asks for through {@code
 * META-INF/services}. Each has a constructor that takes the {@link Services}.
 */
public final class EstibaInjector implements FunctionInstanceInjector {

  private final Services services;

  /** For the worker in Azure: settings from the environment. */
  public EstibaInjector() {
    this(new Services(System.getenv()));
  }

  public EstibaInjector(Services services) {
    this.services = services;
  }

  @Override
  public <T> T getInstance(Class<T> functionClass) throws Exception {
    try {
      return functionClass.getDeclaredConstructor(Services.class).newInstance(services);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
