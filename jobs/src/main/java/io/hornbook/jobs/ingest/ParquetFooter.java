package io.hornbook.jobs.ingest;

import io.hornbook.common.source.ColumnMapping;
import io.hornbook.common.source.Storage;
import io.hornbook.jobs.ingest.WorkItem.RowGroup;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Opens Parquet files and checks their columns against a mapping. */
final class ParquetFooter {
  private ParquetFooter() {}

  /**
   * A reader of a file; its pages are checked against their checksums.
   *
   * @param maxPageBytes the most that a page may take, unpacked
   * @throws IOException where the file is no whole Parquet file
   */
  static ParquetFileReader open(HadoopFile file, long maxPageBytes) throws IOException {
    Configuration configuration = file.configuration();
    return ParquetFileReader.open(
        new GuardedFile(file),
        HadoopReadOptions.builder(configuration)
            .withCodecFactory(new BoundedCodecs(new CodecFactory(configuration, 0), maxPageBytes))
            .usePageChecksumVerification(true)
            .build());
  }

  /**
   * The row groups of a file, cut into parts of at most {@code maxRows} rows.
   *
   * @param maxRows at least 1
   */
  static List<RowGroup> rowGroups(ParquetFileReader reader, long maxRows) {
    List<RowGroup> parts = new ArrayList<>();
    long first = 0;
    for (int i = 0; i < reader.getRowGroups().size(); i++) {
      long rows = reader.getRowGroups().get(i).getRowCount();
      long skipped = 0;
      do {
        long taken = Math.min(maxRows, rows - skipped);
        parts.add(new RowGroup(i, first + skipped, skipped, taken));
        skipped += taken;
      } while (skipped < rows);
      first += rows;
    }
    return parts;
  }

  /** What is wrong with the columns of a file for a mapping: nothing, or a sentence. */
  static Optional<String> problem(MessageType schema, ColumnMapping mapping) {
    List<String> problems = new ArrayList<>();
    for (String column : mapping.columns()) {
      if (!schema.containsField(column)) {
        problems.add("it has no column " + column);
      } else if (!expected(mapping, column).accepts(schema.getType(column))) {
        problems.add(
            "column %s is %s (expected %s)"
                .formatted(
                    column,
                    schema.getType(column).toString().replaceAll("\\s+", " "),
                    expected(mapping, column).words));
      }
    }
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", problems));
  }

  private static Expected expected(ColumnMapping mapping, String column) {
    boolean text =
        Stream.of(
                mapping.content(),
                mapping.encoding(),
                mapping.path(),
                mapping.repository(),
                mapping.revision(),
                mapping.language())
            .filter(Objects::nonNull)
            .anyMatch(column::equals);
    if (text) {
      return Expected.TEXT;
    }
    if (column.equals(mapping.licences())) {
      return Expected.TEXTS;
    }
    if (column.equals(mapping.stars())) {
      return Expected.NUMBER;
    }
    return column.equals(mapping.createdAt()) ? Expected.TIME : Expected.ANY;
  }

  private enum Expected {
    TEXT("a text"),
    TEXTS("a text or a list of texts"),
    NUMBER("a number"),
    TIME("a timestamp or a text"),
    ANY("a single value");

    private final String words;

    Expected(String words) {
      this.words = words;
    }

    boolean accepts(Type type) {
      if (type.getLogicalTypeAnnotation()
          instanceof LogicalTypeAnnotation.UnknownLogicalTypeAnnotation) {
        return true; // A column of nulls alone.
      }
      if (!type.isPrimitive()) {
        return this == TEXTS && isListOfTexts(type.asGroupType());
      }
      PrimitiveTypeName name = type.asPrimitiveType().getPrimitiveTypeName();
      boolean binary = name == PrimitiveTypeName.BINARY;
      return switch (this) {
        case TEXT, TEXTS -> binary;
        case NUMBER ->
            !binary
                && name != PrimitiveTypeName.BOOLEAN
                && name != PrimitiveTypeName.INT96
                && name != PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
        case TIME ->
            binary
                || name == PrimitiveTypeName.INT96
                || type.getLogicalTypeAnnotation()
                    instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
        case ANY -> true;
      };
    }

    private static boolean isListOfTexts(GroupType list) {
      if (list.getFieldCount() != 1 || !list.getType(0).isRepetition(Type.Repetition.REPEATED)) {
        return false;
      }
      Type element = list.getType(0);
      if (!element.isPrimitive() && element.asGroupType().getFieldCount() == 1) {
        element = element.asGroupType().getType(0);
      }
      return element.isPrimitive()
          && element.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
    }
  }

  /** The file to Parquet's reader; failures of the storage are told from damage. */
  private record GuardedFile(HadoopFile file) implements InputFile {
    @Override
    public long getLength() {
      return file.length();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
      FSDataInputStream stream = file.stream();
      InputStream guarded = Storage.guarded(stream, file.path());
      return new DelegatingSeekableInputStream(guarded) {
        @Override
        public long getPos() throws IOException {
          return stream.getPos();
        }

        @Override
        public void seek(long position) throws IOException {
          stream.seek(position);
        }
      };
    }
  }
}
