package dev.estiba.local.functionhost;

import dev.estiba.local.functionhost.app.Binding;
import dev.estiba.local.functionhost.app.FunctionDefinition;
import dev.estiba.local.functionhost.app.FunctionMethod;
import dev.estiba.local.functionhost.storage.BindingData;
import dev.estiba.local.functionhost.storage.StorageBindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one run of a function reads from storages before it, and puts there after it. */
final class FunctionStorage {

  private final StorageBindings storage;

  FunctionStorage(StorageBindings storage) {
    this.storage = storage;
  }

  /** The value of an input parameter; null or an empty Optional if there is no such blob. */
  @Nullable Object read(InvocationContext context, FunctionMethod.Parameter.Input parameter) {
    FunctionDefinition function = context.function().definition();
    Binding.BlobInput binding =
        function.bindings().stream()
            .filter(candidate -> candidate.name().equals(parameter.name()))
            .filter(Binding.BlobInput.class::isInstance)
            .map(Binding.BlobInput.class::cast)
            .findFirst()
            .orElseThrow();
    byte[] content = storage.read(function.name(), binding, context.input().bindingData());
    return ContentValues.convert(binding.name(), content, parameter.type());
  }

  /**
   * Puts out what the run has set. All places are made out before the first is written, so that an
   * expression that names nothing leaves nothing half done.
   */
  void write(InvocationContext context) {
    List<Binding.Storage> outputs =
        context.function().definition().storageBindings().stream()
            .filter(binding -> binding.direction().equals("out"))
            .toList();
    if (outputs.isEmpty()) {
      return;
    }
    BindingData data = context.input().bindingData();
    List<Runnable> writes = new ArrayList<>();
    for (Binding.Storage output : outputs) {
      valueOf(context, output)
          .ifPresent(value -> writes.add(write(context.function().name(), output, data, value)));
    }
    writes.forEach(Runnable::run);
  }

  private static Optional<Object> valueOf(InvocationContext context, Binding.Storage output) {
    boolean returned =
        context.function().definition().returnBinding().filter(output::equals).isPresent();
    return Optional.ofNullable(
        returned ? context.getReturnValue() : context.output(output.name()).getValue());
  }

  private Runnable write(String function, Binding.Storage output, BindingData data, Object value) {
    return output instanceof Binding.QueueOutput queue
        ? storage.sending(function, queue, data, ContentValues.contents(value))
        : storage.writing(
            function, (Binding.BlobOutput) output, data, ContentValues.content(value));
  }
}
