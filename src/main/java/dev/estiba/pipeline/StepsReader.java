package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Fields;
import dev.estiba.document.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the steps of one pipeline: first how they depend on each other, then what each does. */
final class StepsReader {

  private final PipelineReader pipelines;
  private final Map<String, JsonNode> env;
  private final WorkReader works;
  private final Set<String> names = new LinkedHashSet<>();

  StepsReader(PipelineReader pipelines, Findings findings, Map<String, JsonNode> env, int depth) {
    this.pipelines = pipelines;
    this.env = env;
    this.works = new WorkReader(pipelines, findings, depth);
  }

  /** Of the steps that were read. */
  Set<String> names() {
    return names;
  }

  List<Step> read(Fields pipeline) {
    List<Fields> steps = pipeline.objects("steps", Pipeline.MAX_STEPS);
    pipelines.count(steps.size());
    if (!pipeline.has("steps") || pipeline.isEmptyList("steps")) {
      pipeline.problem("steps", "is required: a list with at least one step");
    }
    List<String> stepNames = steps.stream().map(this::name).toList();
    boolean chain = pipeline.flag("chain", false);
    List<List<String>> needs = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      needs.add(chain ? previous(steps.get(i), stepNames, i) : needs(steps.get(i)));
    }
    Needs graph = graph(stepNames, needs);
    tellCircles(graph, steps, stepNames);
    List<Step> read = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      read.add(step(steps.get(i), stepNames.get(i), needs.get(i), graph));
    }
    return read;
  }

  private String name(Fields step) {
    String name = step.requiredText("name", StepNames.STEP);
    if (!name.isEmpty() && !names.add(name)) {
      step.problem("name", "is the name of another step already: '" + name + "'");
    }
    return name;
  }

  /** In a chain each step needs the one that is written before it. */
  private static List<String> previous(Fields step, List<String> names, int index) {
    if (step.has("needs")) {
      step.problem("needs", "must not be there: with chain each step needs the one before it");
    }
    return index == 0 || names.get(index - 1).isEmpty() ? List.of() : List.of(names.get(index - 1));
  }

  private List<String> needs(Fields step) {
    if (step.isText("needs")) {
      String need = step.text("needs", StepNames.STEP);
      if (need != null && !names.contains(need)) {
        step.problem("needs", unknown(need));
      }
      return need == null ? List.of() : known(List.of(need));
    }
    List<String> needs =
        step.distinctTexts("needs", Pipeline.MAX_STEPS, StepNames.STEP, "[\"extract\"]");
    JsonNode written = step.raw().path("needs");
    for (int i = 0; i < written.size(); i++) {
      String need = written.path(i).asText();
      if (needs.contains(need) && !names.contains(need)) {
        step.problem("needs", i, unknown(need));
      }
    }
    return known(needs);
  }

  private List<String> known(List<String> needs) {
    return needs.stream().filter(names::contains).toList();
  }

  private String unknown(String need) {
    return "names the step '" + need + "', which there is not; there are " + Scope.shown(names);
  }

  private static Needs graph(List<String> names, List<List<String>> needs) {
    Map<String, List<String>> direct = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      direct.putIfAbsent(names.get(i), needs.get(i));
    }
    return new Needs(direct);
  }

  private static void tellCircles(Needs graph, List<Fields> steps, List<String> names) {
    for (List<String> circle : graph.circles()) {
      Fields first = steps.get(names.indexOf(circle.get(0)));
      first.problem(
          "needs",
          "goes round, so that none of these steps could begin: " + String.join(" -> ", circle));
    }
  }

  private Step step(Fields fields, String name, List<String> needs, Needs graph) {
    Set<String> needed = graph.closure(needs);
    needed.remove(name);
    Scope scope = new Scope(env, needed, names);
    String condition = ConditionReader.read(fields, scope, !needs.isEmpty());
    Step step = new Step(name, needs, condition, works.read(fields, scope));
    fields.refuseUnknown();
    return step;
  }
}
