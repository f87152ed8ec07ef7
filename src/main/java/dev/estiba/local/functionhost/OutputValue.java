package dev.estiba.local.functionhost;

import com.microsoft.azure.functions.OutputBinding;
import org.jspecify.annotations.Nullable;

/** What a run wants to put out, until it has succeeded. */
final class OutputValue implements OutputBinding<@Nullable Object> {

  private volatile @Nullable Object value;

  @Override
  public @Nullable Object getValue() {
    return value;
  }

  @Override
  public void setValue(@Nullable Object newValue) {
    value = newValue;
  }
}
