package io.hornbook.common.classifier;

import io.hornbook.common.signal.Signal;
import io.hornbook.common.signal.SignalType;
import io.hornbook.common.signal.Signals;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;

/**
 * Signals as numbers that follow a text's vector. A count or share is itself, a flag is 0 or 1, and
 * a signal that does not apply is {@link #ABSENT}, below every value: a split can part the texts
 * that have it from those that do not (Twala, Jones and Hand 2008,
 * doi:10.1016/j.patrec.2008.01.010).
 *
 * @param signals the columns of the signals, in order
 */
public record SignalFeatures(List<String> signals) implements Serializable {
  /** What stands for a signal that does not apply; all others are 0 or more. */
  public static final float ABSENT = -1;

  private static final long serialVersionUID = 1;

  public SignalFeatures {
    signals = List.copyOf(signals);
    for (String column : signals) {
      SignalType type =
          Signal.ofColumn(column)
              .map(Signal::type)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "Unknown signal: %s (known: %s)"
                              .formatted(column, String.join(", ", Signal.columns()))));
      if (type == SignalType.NAME) {
        throw new IllegalArgumentException(
            "Invalid signal: %s (expected a count, a number or a flag, not a name)"
                .formatted(column));
      }
    }
    if (new HashSet<>(signals).size() < signals.size()) {
      throw new IllegalArgumentException("Invalid signals: one of " + signals + " stands twice");
    }
  }

  /** The values of a text, in order. */
  public float[] of(Signals measured) {
    float[] features = new float[signals.size()];
    for (int i = 0; i < features.length; i++) {
      Signal signal = Signal.ofColumn(signals.get(i)).orElseThrow();
      features[i] = feature(measured.value(signal).orElse(null));
    }
    return features;
  }

  /**
   * The number of one value.
   *
   * @param value a {@link Number}, a {@link Boolean}, or null
   */
  public static float feature(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    return value instanceof Number number ? number.floatValue() : ABSENT;
  }
}
