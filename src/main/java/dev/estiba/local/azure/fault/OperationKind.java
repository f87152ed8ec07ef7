package dev.estiba.local.azure.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a request asks for. */
public enum OperationKind {
  /** In rules only: all of the others. */
  @JsonProperty("any")
  ANY,
  /** The PUT of a container group, be it there or not. */
  @JsonProperty("create")
  CREATE,
  @JsonProperty("get")
  GET,
  /** Of a subscription or a resource group; such a request names no container group. */
  @JsonProperty("list")
  LIST,
  /** The PATCH of a container group. */
  @JsonProperty("update")
  UPDATE,
  @JsonProperty("delete")
  DELETE,
  @JsonProperty("start")
  START,
  @JsonProperty("stop")
  STOP,
  @JsonProperty("restart")
  RESTART,
  @JsonProperty("logs")
  LOGS,
  @JsonProperty("exec")
  EXEC,
  @JsonProperty("attach")
  ATTACH,
  /** The status of an operation that goes on; such a request names no container group. */
  @JsonProperty("operation")
  OPERATION,
  /** Usages, capabilities and what else a region or the provider tells of itself. */
  @JsonProperty("location")
  LOCATION,
  @JsonProperty("createResourceGroup")
  CREATE_RESOURCE_GROUP,
  @JsonProperty("getResourceGroup")
  GET_RESOURCE_GROUP,
  @JsonProperty("listResourceGroups")
  LIST_RESOURCE_GROUPS,
  @JsonProperty("updateResourceGroup")
  UPDATE_RESOURCE_GROUP,
  @JsonProperty("deleteResourceGroup")
  DELETE_RESOURCE_GROUP;

  boolean covers(OperationKind other) {
    return this == ANY || this == other;
  }
}
