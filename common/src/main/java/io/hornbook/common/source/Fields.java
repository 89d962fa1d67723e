package io.hornbook.common.source;

/** The fields of one record of a table or of a JSON object. */
@FunctionalInterface
public interface Fields {
  /**
   * The value of a column: {@code null}, String, Boolean, Number, {@link java.time.Instant}, a List
   * of these, or the undecoded bytes of a text.
   */
  Object value(String column);
}
