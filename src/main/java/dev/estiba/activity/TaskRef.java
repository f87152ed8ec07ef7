package dev.estiba.activity;

import dev.estiba.aci.ContainerGroupId;
import dev.estiba.governor.Ticket;
import dev.estiba.log.LogKey;

/**
 * One attempt of a task, as activities are told of it.
 *
 * @param instanceId of the orchestration {@code RunTask}
 * @param attempt 1 for the first
 * @param containerGroup the group's name, and that of the container in it that counts
 */
public record TaskRef(String instanceId, int attempt, String resourceGroup, String containerGroup) {

  ContainerGroupId groupId() {
    return new ContainerGroupId(resourceGroup, containerGroup);
  }

  /** Of the attempt, with the governor. */
  String ticketId() {
    return Ticket.id(instanceId, attempt);
  }

  LogKey logKey() {
    return logKey(containerGroup);
  }

  /** Of any container of the group. */
  public LogKey logKey(String container) {
    return new LogKey(instanceId, attempt, container);
  }
}
