package dev.estiba.orchestration;

import dev.estiba.task.Price;
import dev.estiba.task.Priority;

/** A place where a task's container group may be made, and what it costs there. */
public record Candidate(String location, Priority priority, Price price) {}
