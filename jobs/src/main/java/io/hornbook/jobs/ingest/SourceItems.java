package io.hornbook.jobs.ingest;

import io.hornbook.common.failure.DataException;
import io.hornbook.jobs.ingest.SourceListing.Found;
import io.hornbook.jobs.ingest.SourceSpec.Format;
import io.hornbook.jobs.run.Sessions;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Work items of files; the footers of Parquet files are read and checked in tasks. */
final class SourceItems {
  private SourceItems() {}

  /**
   * The items of the files.
   *
   * @throws DataException where a Parquet file has a footer whose columns do not fit
   */
  static List<WorkItem> of(List<Found> files, List<SourceSpec> sources, JavaSparkContext context) {
    List<WorkItem> items = new ArrayList<>();
    List<WorkItem> parquet = new ArrayList<>();
    for (Found file : files) {
      boolean grouped = sources.get(file.source()).format() == Format.PARQUET;
      (grouped ? parquet : items).add(item(file));
    }
    if (!parquet.isEmpty()) {
      items.addAll(rowGroups(parquet, sources, context));
    }
    return items;
  }

  private static WorkItem item(Found file) {
    long length = file.status().getLen();
    String location = file.status().getPath().toString();
    return new WorkItem(file.source(), file.path(), location, length, WorkItem.WHOLE, length);
  }

  private static List<WorkItem> rowGroups(
      List<WorkItem> files, List<SourceSpec> sources, JavaSparkContext context) {
    int slices = Math.min(files.size(), 4 * context.defaultParallelism());
    List<Checked> checked =
        context.parallelize(files, slices).flatMap(new ReadFooters(sources)).collect();
    for (Checked file : checked) {
      if (file.problem() != null) {
        throw new DataException(
            "Cannot read source %s: in %s, %s"
                .formatted(
                    sources.get(file.item().source()).name(), file.item().path(), file.problem()));
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
      HadoopFile opened =
          new HadoopFile(new Path(file.location()), file.path(), file.length(), configuration);
      try (ParquetFileReader reader = ParquetFooter.open(opened)) {
        Optional<String> problem =
            ParquetFooter.problem(
                reader.getFileMetaData().getSchema(), sources.get(file.source()).mapping());
        return items(file, reader.getRowGroups(), problem.orElse(null)).iterator();
      } catch (UncheckedIOException e) {
        throw e; // The storage failed: the task is tried again.
      } catch (IOException | RuntimeException e) {
        return List.of(new Checked(file, null)).iterator();
      }
    }

    private static List<Checked> items(
        WorkItem file, List<BlockMetaData> rowGroups, String problem) {
      List<Checked> items = new ArrayList<>();
      for (int i = 0; i < rowGroups.size(); i++) {
        WorkItem item =
            new WorkItem(
                file.source(),
                file.path(),
                file.location(),
                file.length(),
                i,
                rowGroups.get(i).getCompressedSize());
        items.add(new Checked(item, problem));
      }
      return problem != null && items.isEmpty() ? List.of(new Checked(file, problem)) : items;
    }
  }
}
