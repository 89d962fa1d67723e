package io.hornbook.jobs.run;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;

/**
 * Writes a Parquet file again with other rows: schema, key-value metadata, codec and the order of
 * the rows stay. A row at a time in memory, beside one row group of each file.
 *
 * @param configuration names file systems and the size of row groups
 * @param change what becomes of the rows
 */
record ParquetRewrite(Configuration configuration, RowChange change) {
  private static final String ROW_GROUP = "parquet.block.size";

  /** Writes {@code to}, over an older one; not at all if no row is left. */
  void write(Path from, Path to) throws IOException {
    long kept = 0;
    try (ParquetReader<Group> rows =
            ParquetReader.builder(new GroupReadSupport(), from).withConf(configuration).build();
        ParquetWriter<Group> out = writer(footer(from), to)) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        Group changed = isNamed(row) ? changed(row) : row;
        if (changed != null) {
          out.write(changed);
          kept++;
        }
      }
    }
    if (kept == 0) {
      to.getFileSystem(configuration).delete(to, false);
    }
  }

  private ParquetMetadata footer(Path from) throws IOException {
    try (ParquetFileReader file =
        ParquetFileReader.open(HadoopInputFile.fromPath(from, configuration))) {
      return file.getFooter();
    }
  }

  private ParquetWriter<Group> writer(ParquetMetadata footer, Path to) throws IOException {
    CompressionCodecName codec =
        footer.getBlocks().stream()
            .flatMap(block -> block.getColumns().stream())
            .map(column -> column.getCodec())
            .findFirst()
            .orElse(CompressionCodecName.ZSTD);
    return ExampleParquetWriter.builder(HadoopOutputFile.fromPath(to, configuration))
        .withType(footer.getFileMetaData().getSchema())
        .withExtraMetaData(footer.getFileMetaData().getKeyValueMetaData())
        .withConf(configuration)
        .withCompressionCodec(codec)
        .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
        .withRowGroupSize(configuration.getLong(ROW_GROUP, ParquetWriter.DEFAULT_BLOCK_SIZE))
        .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
        .build();
  }

  private boolean isNamed(Group row) {
    return change.columns().stream()
        .anyMatch(
            column ->
                row.getFieldRepetitionCount(column) > 0
                    && change.names(row.getBinary(column, 0).getBytes()));
  }

  /** The row that stands for one that is named, or {@code null}: none. */
  private Group changed(Group row) {
    if (change.emptied() == null) {
      return null;
    }
    Group copy = new SimpleGroup(row.getType());
    for (int field = 0; field < row.getType().getFieldCount(); field++) {
      boolean isEmptied = row.getType().getFieldName(field).equals(change.emptied());
      for (int i = 0; i < row.getFieldRepetitionCount(field); i++) {
        if (isEmptied) {
          copy.add(field, Binary.EMPTY);
        } else {
          add(copy, field, row, i);
        }
      }
    }
    return copy;
  }

  private static void add(Group copy, int field, Group row, int i) {
    if (!row.getType().getType(field).isPrimitive()) {
      copy.add(field, row.getGroup(field, i));
      return;
    }
    switch (row.getType().getType(field).asPrimitiveType().getPrimitiveTypeName()) {
      case BOOLEAN -> copy.add(field, row.getBoolean(field, i));
      case INT32 -> copy.add(field, row.getInteger(field, i));
      case INT64 -> copy.add(field, row.getLong(field, i));
      case FLOAT -> copy.add(field, row.getFloat(field, i));
      case DOUBLE -> copy.add(field, row.getDouble(field, i));
      case INT96 -> copy.add(field, row.getInt96(field, i));
      case BINARY, FIXED_LEN_BYTE_ARRAY -> copy.add(field, row.getBinary(field, i));
    }
  }
}
