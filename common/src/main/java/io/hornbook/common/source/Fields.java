package io.hornbook.common.source;

/** The fields of one record of a table or of a JSON object. */
@FunctionalInterface
public interface Fields {
  /**
   * The value of a column: {@code null}, String, Boolean, Number, {@link java.time.Instant}, or a
   * List of these.
   */
  Object value(String column);
}
