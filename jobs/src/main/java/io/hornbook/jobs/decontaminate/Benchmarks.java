package io.hornbook.jobs.decontaminate;

import io.hornbook.common.benchmark.Benchmark;
import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.benchmark.BenchmarkReader;
import io.hornbook.common.benchmark.UnreadableItem;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Manifest.ExternalFile;
import io.hornbook.jobs.run.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The benchmarks of a config, read.
 *
 * @param sources where each comes from
 * @param benchmarks the benchmarks, in the same order
 */
record Benchmarks(List<DecontaminateConfig.Source> sources, List<Benchmark> benchmarks) {

  static Benchmarks read(List<DecontaminateConfig.Source> sources, Storage storage) {
    return new Benchmarks(sources, sources.stream().map(source -> read(source, storage)).toList());
  }

  /** The files, for the job's fingerprint. */
  static List<ExternalFile> files(List<DecontaminateConfig.Source> sources, Storage storage) {
    return sources.stream().map(source -> file(source, storage)).toList();
  }

  /** All items, by the language of their solutions. */
  Map<String, List<BenchmarkItem>> itemsByLanguage() {
    Map<String, List<BenchmarkItem>> items = new TreeMap<>();
    for (int i = 0; i < benchmarks.size(); i++) {
      items
          .computeIfAbsent(language(i), key -> new ArrayList<>())
          .addAll(benchmarks.get(i).items());
    }
    return items;
  }

  /** The language of the solutions of a benchmark. */
  String language(int benchmark) {
    return sources.get(benchmark).language().orElse(DecontaminateConfig.PYTHON);
  }

  /** The records that are no item, as rows of {@code quarantine}. */
  List<Row> quarantine() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < benchmarks.size(); i++) {
      String origin = new Path(sources.get(i).path()).getName();
      for (UnreadableItem item : benchmarks.get(i).unreadable()) {
        byte[] head = new byte[item.head().remaining()];
        item.head().duplicate().get(head);
        rows.add(
            RowFactory.create(
                benchmarks.get(i).name(),
                origin,
                item.line(),
                item.reason(),
                item.error(),
                head,
                1L));
      }
    }
    return rows;
  }

  private static Benchmark read(DecontaminateConfig.Source source, Storage storage) {
    byte[] bytes = storage.read(new Path(source.path())).orElseThrow(() -> missing(source));
    try {
      return BenchmarkReader.read(source.name(), source.format(), new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new DataException(
          "Cannot read benchmark %s: %s".formatted(source.name(), e.getMessage()), e);
    }
  }

  private static ExternalFile file(DecontaminateConfig.Source source, Storage storage) {
    FileStatus status = storage.status(new Path(source.path())).orElseThrow(() -> missing(source));
    return new ExternalFile(
        status.getPath().getName(),
        status.getLen(),
        Instant.ofEpochMilli(status.getModificationTime()));
  }

  private static ConfigurationException missing(DecontaminateConfig.Source source) {
    return new ConfigurationException(
        "Cannot read benchmark %s: there is no file %s".formatted(source.name(), source.path()));
  }
}
