package io.hornbook.common.signal;

/** What a signal's value is, in Java and in the signals table. */
public enum SignalType {
  /** A count: {@link Long}, a BIGINT column. */
  COUNT(Long.class),
  /** A share or another quotient: {@link Double}, finite, a DOUBLE column. */
  NUMBER(Double.class),
  /** A statement about the text: {@link Boolean}, a BOOLEAN column. */
  FLAG(Boolean.class),
  /** A name, such as a language or an SPDX expression: {@link String}, a STRING column. */
  NAME(String.class);

  private final Class<?> valueClass;

  SignalType(Class<?> valueClass) {
    this.valueClass = valueClass;
  }

  /** The class of every value of this type. */
  public Class<?> valueClass() {
    return valueClass;
  }
}
