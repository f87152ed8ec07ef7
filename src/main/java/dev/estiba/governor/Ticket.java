package dev.estiba.governor;

import java.time.Instant;

/**
 * Who wants to create a container group.
 *
 * @param id the same whenever it asks for the same group; see {@link #id}
 * @param submittedAt when its task was submitted: the earlier is served first, and of the same
 *     moment the smaller id
 * @param cores vCPUs of its group
 * @param expires when its group surely is gone
 */
public record Ticket(String id, Instant submittedAt, double cores, Instant expires) {

  /** Of one attempt of a task. */
  public static String id(String instanceId, int attempt) {
    return instanceId + "/" + attempt;
  }
}
