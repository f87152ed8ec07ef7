package dev.estiba.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** DBOS for Java on PostgreSQL, in a process of its own that measures itself. */
final class DbosPeer implements Peer {

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int FAN_OUT_ROUNDS = 3;

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public String name() {
    return "dbos";
  }

  @Override
  public void run(Bench bench) throws Exception {
    Tool.run(
        bench.log("dbos-build"),
        bench.project(),
        Map.of(),
        LONGEST,
        bench.project().resolve("mvnw").toString(),
        "-q",
        "-B",
        "-f",
        "bench/dbos/pom.xml",
        "package");
    try (PostgresCluster postgres = PostgresCluster.start(bench)) {
      Path out = bench.log("dbos");
      Tool.run(out, bench.project(), Map.of(), LONGEST, command(bench, postgres));
      read(bench, out);
    }
  }

  private static String[] command(Bench bench, PostgresCluster postgres) {
    List<String> command =
        new ArrayList<>(
            List.of(
                JavaProcess.java(),
                "-cp",
                bench.directory().resolve("dbos").resolve("lib") + "/*",
                "dev.estiba.bench.dbos.DbosBench",
                postgres.jdbcUrl(),
                PostgresCluster.USER,
                seconds(bench.pace().warmUp()),
                seconds(bench.pace().time()),
                Integer.toString(FAN_OUT_ROUNDS),
                Integer.toString(Pace.FAN_OUT)));
    Pace.IN_FLIGHT.forEach(inFlight -> command.add(Integer.toString(inFlight)));
    return command.toArray(String[]::new);
  }

  private static String seconds(Duration duration) {
    return Double.toString(duration.toMillis() / 1e3);
  }

  private void read(Bench bench, Path out) throws IOException {
    for (String line : Files.readAllLines(out)) {
      if (line.startsWith("{")) {
        JsonNode point = json.readTree(line);
        int size = point.path("size").asInt();
        boolean fanOut = point.path("workload").asText().equals("FanOut");
        bench.measured(
            fanOut ? FanOut.NAME : HelloSequence.NAME,
            name(),
            fanOut ? FanOut.point(size) : HelloSequence.point(size),
            figures(point));
      }
    }
  }

  private static Map<Figure, Double> figures(JsonNode point) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      if (point.has(figure.key())) {
        figures.put(figure, point.get(figure.key()).asDouble());
      }
    }
    return figures;
  }
}
