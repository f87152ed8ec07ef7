package dev.estiba.local.functionhost.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all checks had to say at one moment. */
public record HealthReport(List<Result> results) {

  public HealthReport {
    results = List.copyOf(results);
  }

  /** What one check had to say. */
  public record Result(String check, Optional<Problem> problem) {}

  /**
   * @param text what is wrong, and what to do
   * @param since when it was first seen without a break
   */
  public record Problem(String text, Instant since) {}

  public boolean isHealthy() {
    return results.stream().allMatch(result -> result.problem().isEmpty());
  }

  /** Each problem with the check that found it. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Result result : results) {
      result
          .problem()
          .ifPresent(
              problem ->
                  problems.add(
                      result.check() + ": " + problem.text() + " (since " + problem.since() + ")"));
    }
    return problems;
  }

  public Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", word(isHealthy()));
    json.put("checks", results.stream().map(HealthReport::asJson).toList());
    return json;
  }

  private static Map<String, Object> asJson(Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", result.check());
    json.put("status", word(result.problem().isEmpty()));
    result
        .problem()
        .ifPresent(
            problem -> {
              json.put("problem", problem.text());
              json.put("since", problem.since().toString());
            });
    return json;
  }

  private static String word(boolean healthy) {
    return healthy ? "Healthy" : "Unhealthy";
  }
}
