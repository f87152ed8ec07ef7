package dev.estiba.bench.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;
import dev.dbos.transact.workflow.WorkflowHandle;
import java.util.ArrayList;
import java.util.List;

/** Steps that do next to nothing: what is measured is what it takes to keep their results. */
final class WorkflowsImpl implements Workflows {

  private static final List<String> CITIES =
      List.of("Tokyo", "Seattle", "London", "Lisbon", "Vienna");

  private final DBOS dbos;
  private Workflows self;

  WorkflowsImpl(DBOS dbos) {
    this.dbos = dbos;
    this.self = this;
  }

  /** A child workflow is one only when it is called through what DBOS made of this. */
  void callThrough(Workflows proxy) {
    self = proxy;
  }

  @Override
  @Workflow(name = "helloSequence5")
  public String helloSequence5() {
    List<String> greetings = new ArrayList<>();
    for (String city : CITIES) {
      greetings.add(dbos.runStep(() -> "Hello, " + city + "!", "hello"));
    }
    return String.join(" ", greetings);
  }

  @Override
  @Workflow(name = "fanOut")
  public int fanOut(int width) {
    List<WorkflowHandle<Integer, RuntimeException>> children = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      int number = i;
      children.add(dbos.startWorkflow(() -> self.leaf(number)));
    }
    int ended = 0;
    for (WorkflowHandle<Integer, RuntimeException> child : children) {
      child.getResult();
      ended++;
    }
    return ended;
  }

  @Override
  @Workflow(name = "leaf")
  public int leaf(int number) {
    return number;
  }
}
