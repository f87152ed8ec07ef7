package dev.estiba.aci;

import dev.estiba.task.ContainerSpec;
import dev.estiba.task.ContainerTask;
import dev.estiba.task.EnvironmentVariable;
import dev.estiba.task.GroupSettings;
import dev.estiba.task.InitContainer;
import dev.estiba.task.LogAnalytics;
import dev.estiba.task.Network;
import dev.estiba.task.Placement;
import dev.estiba.task.Priority;
import dev.estiba.task.RegistryCredential;
import dev.estiba.task.Secret;
import dev.estiba.task.Sidecar;
import dev.estiba.task.Volume;
import dev.estiba.task.VolumeMount;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task that says all that a task can say, and the ARM resource that it is. */
final class FullTask {

  static final String IDENTITY =
      "/subscriptions/s/resourceGroups/r/providers/Microsoft.ManagedIdentity/userAssignedIdentities/puller";
  static final String SUBNET =
      "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/n";

  /** Written by hand after Microsoft's schema of api-version 2023-05-01. */
  static final String AS_RESOURCE =
      """
      {
        "location": "westeurope",
        "zones": ["2"],
        "tags": {
          "team": "one",
          "estiba-app": "app",
          "estiba-instance": "i1",
          "estiba-attempt": "1",
          "estiba-expires": "2026-01-01T12:00:00Z"
        },
        "identity": {
          "type": "SystemAssigned, UserAssigned",
          "userAssignedIdentities": {"%1$s": {}}
        },
        "properties": {
          "osType": "Linux",
          "restartPolicy": "Never",
          "priority": "Spot",
          "containers": [
            {
              "name": "task-1",
              "properties": {
                "image": "registry.example.org/tool:1",
                "command": ["tool", "--verbose", "in.txt"],
                "ports": [{"port": 8080, "protocol": "TCP"}, {"port": 53, "protocol": "UDP"}],
                "environmentVariables": [
                  {"name": "PLAIN", "value": "v"},
                  {"name": "HIDDEN", "secureValue": "s3cret"}
                ],
                "resources": {"requests": {"cpu": 2.0, "memoryInGB": 3.5}},
                "volumeMounts": [
                  {"name": "scratch", "mountPath": "/scratch", "readOnly": false},
                  {"name": "key-files", "mountPath": "/keys", "readOnly": true}
                ]
              }
            },
            {
              "name": "proxy",
              "properties": {
                "image": "proxy:2",
                "resources": {"requests": {"cpu": 0.1, "memoryInGB": 0.2}}
              }
            }
          ],
          "initContainers": [
            {
              "name": "fetch",
              "properties": {
                "image": "busybox",
                "command": ["sh", "-c", "cp /code/in.txt /scratch"],
                "environmentVariables": [{"name": "TOKEN", "secureValue": "t0ken"}],
                "volumeMounts": [
                  {"name": "sources", "mountPath": "/code", "readOnly": true}
                ]
              }
            }
          ],
          "volumes": [
            {"name": "scratch", "emptyDir": {}},
            {"name": "key-files", "secret": {"key.pem": "w7Fhbmkg"}},
            {
              "name": "sources",
              "gitRepo": {"repository": "https://example.org/a.git", "directory": ".", "revision": "v1"}
            },
            {
              "name": "share",
              "azureFile": {
                "shareName": "results",
                "storageAccountName": "account",
                "storageAccountKey": "a2V5",
                "readOnly": true
              }
            }
          ],
          "imageRegistryCredentials": [
            {"server": "registry.example.org", "username": "me", "password": "pa55"},
            {"server": "mine.azurecr.io", "identity": "%1$s"}
          ],
          "subnetIds": [{"id": "%2$s"}],
          "dnsConfig": {
            "nameServers": ["10.0.0.4", "10.0.0.5"],
            "searchDomains": "a.example b.example",
            "options": "ndots:2 timeout:1"
          },
          "ipAddress": {
            "type": "Private",
            "ports": [{"port": 8080, "protocol": "TCP"}, {"port": 53, "protocol": "UDP"}]
          },
          "diagnostics": {
            "logAnalytics": {
              "workspaceId": "workspace",
              "workspaceKey": "w0rkspace",
              "logType": "ContainerInsights",
              "metadata": {"cost": "center"}
            }
          }
        }
      }
      """
          .formatted(IDENTITY, SUBNET);

  private FullTask() {}

  static ContainerTask task() {
    return task(settings(null));
  }

  static ContainerTask task(GroupSettings settings) {
    ContainerTask plain = ContainerTask.of("task", container());
    return new ContainerTask(
        "task",
        container(),
        List.of(new Sidecar("proxy", spec("proxy:2", 0.1, 0.2))),
        List.of(initContainer()),
        settings,
        new Placement("estiba", "westeurope", List.of(), List.of("2"), Priority.SPOT, true),
        plain.limits(),
        plain.retry(),
        plain.keep(),
        List.of());
  }

  static GroupSettings settings(@Nullable Secret overlay) {
    return new GroupSettings(
        volumes(),
        List.of(
            new RegistryCredential("registry.example.org", "me", new Secret.Literal("pa55"), null),
            new RegistryCredential("mine.azurecr.io", null, null, IDENTITY)),
        List.of(GroupSettings.SYSTEM_IDENTITY, IDENTITY),
        network(),
        new LogAnalytics(
            "workspace",
            new Secret.Literal("w0rkspace"),
            "ContainerInsights",
            Map.of("cost", "center")),
        Map.of("team", "one"),
        overlay);
  }

  private static ContainerSpec container() {
    return new ContainerSpec(
        "registry.example.org/tool:1",
        List.of("tool"),
        List.of("--verbose", "in.txt"),
        List.of(
            new EnvironmentVariable("PLAIN", "v", null),
            new EnvironmentVariable("HIDDEN", null, new Secret.Literal("s3cret"))),
        2,
        3.5,
        List.of(
            new VolumeMount("scratch", "/scratch", false),
            new VolumeMount("key-files", "/keys", true)));
  }

  private static ContainerSpec spec(String image, double cpu, double memoryInGB) {
    return new ContainerSpec(image, List.of(), List.of(), List.of(), cpu, memoryInGB, List.of());
  }

  private static InitContainer initContainer() {
    return new InitContainer(
        "fetch",
        "busybox",
        List.of("sh", "-c"),
        List.of("cp /code/in.txt /scratch"),
        List.of(new EnvironmentVariable("TOKEN", null, new Secret.Literal("t0ken"))),
        List.of(new VolumeMount("sources", "/code", true)));
  }

  private static List<Volume> volumes() {
    return List.of(
        new Volume("scratch", new Volume.EmptyDir(), null, null, null),
        new Volume("key-files", null, Map.of("key.pem", new Secret.Literal("ñani ")), null, null),
        new Volume(
            "sources",
            null,
            null,
            new Volume.GitRepo("https://example.org/a.git", ".", "v1"),
            null),
        new Volume(
            "share",
            null,
            null,
            null,
            new Volume.AzureFile("results", "account", new Secret.Literal("a2V5"), true)));
  }

  private static Network network() {
    return new Network(
        SUBNET,
        new Network.Dns(
            List.of("10.0.0.4", "10.0.0.5"),
            List.of("a.example", "b.example"),
            List.of("ndots:2", "timeout:1")),
        false,
        List.of(new Network.Port(8080, "TCP"), new Network.Port(53, "UDP")),
        null);
  }
}
