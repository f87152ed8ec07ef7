package dev.estiba.bench;

/** Another durable engine, measured on the same machine in the same run. */
interface Peer {

  String name();

  /**
   * Installs what it needs below {@link Bench#directory}, starts it, measures it and ends it.
   *
   * @throws PeerUnavailableException if it cannot be had or started here
   */
  void run(Bench bench) throws Exception;
}
