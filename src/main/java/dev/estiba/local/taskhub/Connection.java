package dev.estiba.local.taskhub;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import org.jspecify.annotations.Nullable;

/**
 * The transport that a call comes through. An answer names no stream; but one that comes through
 * the connection of another worker is not that of the worker to whom an item was given.
 */
final class Connection {

  private static final Attributes.Key<Connection> ATTRIBUTE = Attributes.Key.create("connection");
  private static final Context.Key<Connection> CONTEXT = Context.key("connection");

  private volatile boolean isWorkers;

  /** Of the call that this thread serves, or null outside of a call. */
  static @Nullable Connection current() {
    return CONTEXT.get();
  }

  /** A worker takes its items through it. */
  void takesItems() {
    isWorkers = true;
  }

  /** Whether it is known that answers to that worker's items do not come through this. */
  boolean isOtherThan(@Nullable Connection ofWorker) {
    return isWorkers && this != ofWorker;
  }

  static ServerTransportFilter filter() {
    return new ServerTransportFilter() {
      @Override
      public Attributes transportReady(Attributes attributes) {
        return attributes.toBuilder().set(ATTRIBUTE, new Connection()).build();
      }
    };
  }

  static ServerInterceptor interceptor() {
    return new ServerInterceptor() {
      @Override
      public <Q, R> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Context context = Context.current().withValue(CONTEXT, call.getAttributes().get(ATTRIBUTE));
        return Contexts.interceptCall(context, call, headers, next);
      }
    };
  }
}
