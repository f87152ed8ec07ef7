package dev.estiba.local.azure.runtime;

public record RegistryCredential(String server, String username, String password) {

  @Override
  public String toString() {
    return "RegistryCredential[" + server + ", " + username + "]";
  }
}
