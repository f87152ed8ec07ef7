package dev.estiba.local.functionhost;

/** Answers HTTP requests. Called from several threads at once. */
@FunctionalInterface
interface HttpEndpoint {

  /** Whatever this throws is answered 500, without details. */
  HttpReply answer(HttpCall call) throws Exception;
}
