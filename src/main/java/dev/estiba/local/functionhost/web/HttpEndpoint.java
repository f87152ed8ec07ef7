package dev.estiba.local.functionhost.web;

/** Answers HTTP requests. Called from several threads at once. */
@FunctionalInterface
public interface HttpEndpoint {

  /** Whatever this throws is answered 500, without details. */
  HttpReply answer(HttpCall call) throws Exception;
}
