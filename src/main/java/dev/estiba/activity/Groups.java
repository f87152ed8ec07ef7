package dev.estiba.activity;

import dev.estiba.aci.ContainerGroup;

/** Tells whose a container group is. */
final class Groups {

  private Groups() {}

  /** Whether this installation made it for that task. */
  static boolean isOurs(ContainerGroup group, String app, TaskRef ref) {
    return group
        .owner()
        .filter(owner -> owner.app().equals(app) && owner.instanceId().equals(ref.instanceId()))
        .isPresent();
  }
}
