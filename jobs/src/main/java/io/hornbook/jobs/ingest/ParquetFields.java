package io.hornbook.jobs.ingest;

import io.hornbook.common.source.Fields;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * The fields of a row of a Parquet file.
 *
 * @param row the row
 * @param undecoded the column whose bytes are handed on as they are: the text
 */
record ParquetFields(Group row, String undecoded) implements Fields {
  /** The Julian day number of 1970-01-01, which INT96 counts from. */
  private static final long JULIAN_EPOCH = 2_440_588;

  @Override
  public Object value(String column) {
    Object value = value(row, row.getType().getFieldIndex(column));
    return value instanceof byte[] bytes && !column.equals(undecoded) ? text(bytes) : value;
  }

  private static Object value(Group group, int field) {
    if (group.getFieldRepetitionCount(field) == 0) {
      return null;
    }
    Type type = group.getType().getType(field);
    return type.isPrimitive() ? single(group, field, 0) : list(group.getGroup(field, 0));
  }

  /** A list in either form: of three levels, or the older one of two. */
  private static List<Object> list(Group list) {
    List<Object> values = new ArrayList<>();
    boolean older = list.getType().getType(0).isPrimitive();
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      Object value = older ? single(list, 0, i) : value(list.getGroup(0, i), 0);
      values.add(value instanceof byte[] bytes ? text(bytes) : value);
    }
    return values;
  }

  private static Object single(Group group, int field, int index) {
    GroupType parent = group.getType();
    Type type = parent.getType(field);
    PrimitiveTypeName name = type.asPrimitiveType().getPrimitiveTypeName();
    return switch (name) {
      case BOOLEAN -> group.getBoolean(field, index);
      case INT32 -> group.getInteger(field, index);
      case INT64 -> integer(group.getLong(field, index), type.getLogicalTypeAnnotation());
      case FLOAT -> (double) group.getFloat(field, index);
      case DOUBLE -> group.getDouble(field, index);
      case INT96 -> julian(group.getInt96(field, index).toByteBuffer());
      case BINARY, FIXED_LEN_BYTE_ARRAY -> group.getBinary(field, index).getBytes();
    };
  }

  private static Object integer(long value, LogicalTypeAnnotation annotation) {
    if (!(annotation instanceof TimestampLogicalTypeAnnotation time)) {
      return value;
    }
    return switch (time.getUnit()) {
      case MILLIS -> Instant.ofEpochMilli(value);
      case MICROS -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
      case NANOS -> Instant.EPOCH.plusNanos(value);
    };
  }

  private static Instant julian(ByteBuffer time) {
    ByteBuffer little = time.order(ByteOrder.LITTLE_ENDIAN);
    long nanos = little.getLong();
    Duration days = Duration.ofDays(Integer.toUnsignedLong(little.getInt()) - JULIAN_EPOCH);
    return Instant.EPOCH.plus(days).plusNanos(nanos);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
