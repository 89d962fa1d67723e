package io.hornbook.jobs.ingest;

import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.source.JsonColumns;
import io.hornbook.jobs.ingest.SourceSpec.Format;
import io.hornbook.jobs.ingest.WorkItem.RowGroup;
import io.hornbook.jobs.run.Sessions;
import io.hornbook.jobs.run.Storage;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Work items of files; the footers of Parquet files are read and checked in tasks. */
final class SourceItems {
  /** How many blobs an item fetches at most, and what one weighs as packed. */
  private static final long BLOBS = 1 << 15;

  private static final long USUAL_BLOB = 1 << 12;

  private SourceItems() {}

  /**
   * What tasks read of the files.
   *
   * @param files the files as {@link SourceListing} found them
   * @param split about how many bytes of a plain file of lines are one item
   * @throws ConfigurationException where a file has columns that do not fit its source
   */
  static List<WorkItem> of(
      List<WorkItem> files, List<SourceSpec> sources, long split, JavaSparkContext context) {
    List<WorkItem> items = new ArrayList<>();
    List<WorkItem> parquet = new ArrayList<>();
    for (WorkItem file : files) {
      SourceSpec source = sources.get(file.source());
      if (file.part() instanceof WorkItem.Whole && source.format() == Format.PARQUET) {
        parquet.add(file);
      } else {
        items.addAll(source.isSplittable(file.path()) ? file.inRanges(split) : List.of(file));
      }
    }
    if (!parquet.isEmpty()) {
      items.addAll(rowGroups(parquet, sources, context));
    }
    return items;
  }

  /**
   * Looks at the first lines of the first file of each source of JSON lines.
   *
   * @throws ConfigurationException where they do not fit the columns of the source
   */
  static void checkLines(
      List<WorkItem> files, List<SourceSpec> sources, TextDecoder decoder, Storage storage) {
    Set<Integer> checked = new HashSet<>();
    for (WorkItem file : files) {
      SourceSpec source = sources.get(file.source());
      boolean lines = source.format() == Format.JSON_LINES && file.part() instanceof WorkItem.Whole;
      if (lines && file.length() > 0 && checked.add(file.source())) {
        HadoopFile opened = HadoopFile.of(file, storage.configuration());
        JsonColumns.problem(opened, source.mapping(), decoder)
            .ifPresent(problem -> refuse(source, file, problem));
      }
    }
  }

  private static void refuse(SourceSpec source, WorkItem file, String problem) {
    throw new ConfigurationException(
        "Cannot read source %s: in %s, %s".formatted(source.name(), file.path(), problem));
  }

  private static List<WorkItem> rowGroups(
      List<WorkItem> files, List<SourceSpec> sources, JavaSparkContext context) {
    int slices = Math.min(files.size(), 4 * context.defaultParallelism());
    List<Checked> checked =
        context.parallelize(files, slices).flatMap(new ReadFooters(sources)).collect();
    for (Checked file : checked) {
      if (file.problem() != null) {
        refuse(sources.get(file.item().source()), file.item(), file.problem());
      }
    }
    return checked.stream().map(Checked::item).toList();
  }

  /**
   * A row group, or a file without a readable footer.
   *
   * @param problem what is wrong with its columns, or {@code null}
   */
  private record Checked(WorkItem item, String problem) implements Serializable {}

  /** The row groups of files. A file without a readable footer stays whole. */
  private record ReadFooters(List<SourceSpec> sources)
      implements FlatMapFunction<WorkItem, Checked> {
    @Override
    public Iterator<Checked> call(WorkItem file) {
      Configuration configuration = Sessions.hadoop(SparkEnv.get().conf());
      HadoopFile opened = HadoopFile.of(file, configuration);
      try (ParquetFileReader reader = ParquetFooter.open(opened, Integer.MAX_VALUE)) {
        Optional<String> problem =
            ParquetFooter.problem(
                reader.getFileMetaData().getSchema(), sources.get(file.source()).mapping());
        return items(file, reader, problem.orElse(null)).iterator();
      } catch (UncheckedIOException e) {
        throw e; // The storage failed: the task is tried again.
      } catch (IOException | RuntimeException e) {
        return List.of(new Checked(file, null)).iterator();
      }
    }

    private List<Checked> items(WorkItem file, ParquetFileReader reader, String problem) {
      boolean blobs = sources.get(file.source()).mapping().blob() != null;
      List<Checked> items = new ArrayList<>();
      for (RowGroup part : ParquetFooter.rowGroups(reader, blobs ? BLOBS : Long.MAX_VALUE)) {
        long packed = reader.getRowGroups().get(part.ordinal()).getCompressedSize();
        long bytes = blobs ? part.rows() * USUAL_BLOB : packed;
        items.add(new Checked(file.with(part, bytes), problem));
      }
      return problem != null && items.isEmpty() ? List.of(new Checked(file, problem)) : items;
    }
  }
}
