package io.hornbook.common.source;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;

/** The values of fields in the types that a document wants; {@code null} stays {@code null}. */
final class FieldTypes {
  private FieldTypes() {}

  /** A type that a document wants. */
  @FunctionalInterface
  interface Type {
    /**
     * The value of a column in this type.
     *
     * @throws MistypedFieldException if it has another type
     */
    Object of(Fields fields, String column);
  }

  static String text(Fields fields, String column) {
    Object value = column == null ? null : fields.value(column);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new MistypedFieldException(column, value, "a text");
  }

  static List<String> texts(Fields fields, String column) {
    Object value = column == null ? null : fields.value(column);
    if (value == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : List.of(value)) {
      if (!(element instanceof String text)) {
        throw new MistypedFieldException(column, value, "a text or a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** A whole number; one that a data frame has turned into 12.0 counts, and its NaN is null. */
  static Long whole(Fields fields, String column) {
    Object value = column == null ? null : fields.value(column);
    if (value == null || (value instanceof Double number && number.isNaN())) {
      return null;
    }
    if (value instanceof Number number && number.doubleValue() == number.longValue()) {
      return number.longValue();
    }
    throw new MistypedFieldException(column, value, "a whole number");
  }

  static Instant instant(Fields fields, String column) {
    Object value = column == null ? null : fields.value(column);
    try {
      if (value == null || value instanceof Instant) {
        return value == null ? null : inRange((Instant) value);
      }
      return parsed(value.toString());
    } catch (DateTimeException e) {
      throw new MistypedFieldException(column, value, "a time in ISO 8601, years 1 to 9999");
    }
  }

  /** A time in ISO 8601, in UTC where it names no zone. */
  static Instant parsed(String time) {
    DateTimeFormatter format = DateTimeFormatter.ISO_DATE_TIME;
    if (time.length() == "2008-07-31".length()) {
      return inRange(LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
    TemporalAccessor parsed =
        format.parseBest(time.replace(' ', 'T'), Instant::from, LocalDateTime::from);
    return inRange(
        parsed instanceof Instant instant
            ? instant
            : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC));
  }

  /** The time, if a timestamp of SQL can hold it. */
  private static Instant inRange(Instant time) {
    int year = time.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1 || year > 9999) {
      throw new DateTimeException("year " + year);
    }
    return time;
  }

  /** A field of another type than the mapping says. */
  static final class MistypedFieldException extends RuntimeException {
    private final String value;

    MistypedFieldException(String column, Object value, String expected) {
      super("Invalid " + column + ": " + shortened(value) + " (expected " + expected + ")");
      this.value = shortened(value);
    }

    byte[] head() {
      return value.getBytes(StandardCharsets.UTF_8);
    }

    private static String shortened(Object value) {
      String text = String.valueOf(value);
      return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
  }
}
