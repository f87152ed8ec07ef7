package dev.estiba.functions;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import dev.estiba.document.Document;
import dev.estiba.document.Json;
import dev.estiba.document.Problem;
import dev.estiba.store.TaggedDocuments;
import dev.estiba.store.TaggedDocuments.Outcome;
import dev.estiba.task.Names;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers a request about a definition that has a name: a schedule or a trigger.
 *
 * @param noun what it is, for people
 * @param view what is shown of it
 */
record DefinitionAnswers<S extends TaggedDocuments.Tagged>(
    String noun,
    HttpRequestMessage<Optional<String>> request,
    String name,
    Function<S, Object> view) {

  /** Puts what was read. */
  @FunctionalInterface
  interface Put<S> {
    DefinitionChange<S> put(Document.Tree document, Preconditions preconditions) throws IOException;
  }

  /** Changes one that is there. */
  @FunctionalInterface
  interface Changing<S> {
    Outcome<S> change(Preconditions preconditions) throws IOException;
  }

  /** Reads one. */
  @FunctionalInterface
  interface Reading<S> {
    Optional<S> read() throws IOException;
  }

  /** 201 or 200 with what was put, 400 with what is wrong with it, 412, or 503. */
  HttpResponseMessage put(Put<S> put) {
    if (!Names.TASK.allows(name)) {
      return Requests.invalid(
          request, List.of(new Problem("", "The " + noun + "'s name " + Names.TASK.says())));
    }
    Requests.Read read = Requests.read(request, Document.MAX_BYTES);
    if (read instanceof Requests.Read.Refused refused) {
      return refused.answer();
    }
    Document.Tree document = ((Requests.Read.Accepted) read).document();
    return Reachable.answer(request, () -> answer(put.put(document, Preconditions.of(request))));
  }

  private HttpResponseMessage answer(DefinitionChange<S> change) {
    if (change instanceof DefinitionChange.Invalid<S> invalid) {
      return Requests.invalid(request, invalid.problems());
    }
    if (change instanceof DefinitionChange.Unavailable<S> unavailable) {
      return new Submissions.Outcome.Unavailable(unavailable.reason()).answer(request);
    }
    return answer(((DefinitionChange.Asked<S>) change).outcome());
  }

  /** 200 with what it is now, 204 without anything if it is deleted, 404, 412 or 503. */
  HttpResponseMessage change(Changing<S> changing) {
    return known(() -> answer(changing.change(Preconditions.of(request))));
  }

  /** 200 with it, or 404 or 503. */
  HttpResponseMessage show(Reading<S> reading) {
    return known(
        () -> reading.read().map(found -> shown(HttpStatus.OK, found)).orElseGet(this::unknown));
  }

  /** What is answered where the name is one that may be there. */
  HttpResponseMessage known(Reachable.Answer answer) {
    return Names.TASK.allows(name) ? Reachable.answer(request, answer) : unknown();
  }

  private HttpResponseMessage answer(Outcome<S> outcome) {
    if (outcome instanceof Outcome.Unknown<S>) {
      return unknown();
    }
    if (outcome instanceof Outcome.Conflict<S>) {
      return Preconditions.failed(request, "The " + noun + " " + name);
    }
    if (request.getHttpMethod() == HttpMethod.DELETE) {
      return request.createResponseBuilder(HttpStatus.NO_CONTENT).build();
    }
    Outcome.Done<S> done = (Outcome.Done<S>) outcome;
    return shown(done.created() ? HttpStatus.CREATED : HttpStatus.OK, done.document());
  }

  private HttpResponseMessage shown(HttpStatus status, S document) {
    return request
        .createResponseBuilder(status)
        .header("Content-Type", "application/json")
        .header("ETag", document.entityTag())
        .body(Json.writePretty(view.apply(document)) + "\n")
        .build();
  }

  HttpResponseMessage unknown() {
    return Problems.answer(
        request,
        HttpStatus.NOT_FOUND,
        "Unknown " + noun,
        "There is no " + noun + " with the name '" + name + "'.");
  }
}
