package io.hornbook.common.manifest;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The canonical encoding of one row at a time: the name and version of the table, then each value
 * in the declared order of columns as a one-byte type tag and its bytes. Null has a tag of its own;
 * strings, bytes, arrays, structs and maps carry their length; maps are in the order of their keys;
 * floating-point values are their bits, with one zero and one NaN.
 *
 * <p>Not safe for use by several threads.
 */
public final class CanonicalRow {
  private static final long NANOS_A_SECOND = 1_000_000_000L;
  private static final long NANOS_A_MICRO = 1_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final MessageDigest sha256 = sha256();
  private final String table;

  /**
   * @param table name and schema version of the table, such as {@code signals/1}
   */
  public CanonicalRow(String table) {
    this.table = table;
  }

  /**
   * The SHA-256 of the canonical encoding of {@code values}.
   *
   * @param values of the types null, Boolean, Integer, Long, Float, Double, String, byte[], Instant
   *     (to the microsecond), List (array or struct) and Map with String keys
   * @throws IllegalArgumentException for a value of another type
   */
  public byte[] sha256(List<?> values) {
    try {
      bytes.reset();
      string(table);
      list(values);
      return sha256.digest(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void value(Object value) throws IOException {
    if (value instanceof String || value instanceof byte[]) {
      out.writeByte(value instanceof String ? 's' : 'x');
      sized(value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value);
    } else if (value instanceof List<?> list) {
      out.writeByte('a');
      list(list);
    } else if (value instanceof Map<?, ?> map) {
      out.writeByte('m');
      map(map);
    } else {
      scalar(value);
    }
  }

  private void scalar(Object value) throws IOException {
    if (value == null) {
      out.writeByte('n');
    } else if (value instanceof Boolean truth) {
      out.writeByte(truth ? 't' : 'f');
    } else if (value instanceof Integer number) {
      out.writeByte('i');
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.writeByte('l');
      out.writeLong(number);
    } else {
      inexact(value);
    }
  }

  private void inexact(Object value) throws IOException {
    if (value instanceof Float number) {
      out.writeByte('e');
      out.writeInt(Float.floatToIntBits(number == 0f ? 0f : number));
    } else if (value instanceof Double number) {
      out.writeByte('d');
      out.writeLong(Double.doubleToLongBits(number == 0d ? 0d : number));
    } else if (value instanceof Instant instant) {
      out.writeByte('u');
      out.writeLong(
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), NANOS_A_SECOND / NANOS_A_MICRO),
              instant.getNano() / NANOS_A_MICRO));
    } else {
      throw new IllegalArgumentException(
          "Invalid value in " + table + ": " + value.getClass() + " (expected a column type)");
    }
  }

  private void list(List<?> values) throws IOException {
    out.writeInt(values.size());
    for (Object value : values) {
      value(value);
    }
  }

  private void map(Map<?, ?> map) throws IOException {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put((String) key, value));
    out.writeInt(sorted.size());
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      string(entry.getKey());
      value(entry.getValue());
    }
  }

  private void string(String text) throws IOException {
    sized(text.getBytes(StandardCharsets.UTF_8));
  }

  private void sized(byte[] content) throws IOException {
    out.writeInt(content.length);
    out.write(content);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
