package dev.estiba.aci;

/** Where a container group is, within the configured subscription. */
public record ContainerGroupId(String resourceGroup, String name) {

  @Override
  public String toString() {
    return resourceGroup + "/" + name;
  }
}
