package dev.estiba.bench;

/** Something that the task hub is measured at, or what it stands on. */
interface Workload {

  String name();

  void run(Bench bench) throws Exception;
}
