package io.hornbook.common.signal;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/** The values of all signals of one text; a signal that does not apply has none. Immutable. */
public final class Signals {
  private final Map<Signal, Object> values;

  private Signals(EnumMap<Signal, Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * The given values; the signals that are not among the keys have none.
   *
   * @throws IllegalArgumentException if a value is not of its signal's type, or not finite
   */
  public static Signals of(Map<Signal, ?> values) {
    Builder builder = new Builder();
    values.forEach(builder::put);
    return builder.build();
  }

  /** The value of a signal: of its type's class. */
  public Optional<Object> value(Signal signal) {
    return Optional.ofNullable(values.get(signal));
  }

  /** The value of a count or a number. A flag has none. */
  public OptionalDouble number(Signal signal) {
    return values.get(signal) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** The value of a flag. A count or a number has none. */
  public Optional<Boolean> flag(Signal signal) {
    return values.get(signal) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
  }

  /** The values that there are, in the order of the signals. */
  public Map<Signal, Object> asMap() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signals signals && values.equals(signals.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "Signals[", "]");
    values.forEach((signal, value) -> text.add(signal.column() + "=" + value));
    return text.toString();
  }

  /** Gathers the values of one text. */
  static final class Builder {
    private final EnumMap<Signal, Object> values = new EnumMap<>(Signal.class);

    Builder put(Signal signal, Object value) {
      boolean finite = !(value instanceof Double number) || Double.isFinite(number);
      if (!signal.type().valueClass().isInstance(value) || !finite) {
        throw new IllegalArgumentException(
            "Invalid %s: %s (expected a finite %s)"
                .formatted(signal.column(), value, signal.type().valueClass().getSimpleName()));
      }
      values.put(signal, value);
      return this;
    }

    /** Puts the quotient, or nothing where the divisor is 0. */
    Builder share(Signal signal, long part, long whole) {
      return whole == 0 ? this : put(signal, (double) part / whole);
    }

    Signals build() {
      return new Signals(new EnumMap<>(values));
    }
  }
}
