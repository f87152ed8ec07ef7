package dev.estiba.local.azure.runtime;

/** Is told each state of each container, in order, possibly more than once; must not block long. */
@FunctionalInterface
public interface ContainerListener {

  void changed(ContainerId id, ContainerState state);
}
