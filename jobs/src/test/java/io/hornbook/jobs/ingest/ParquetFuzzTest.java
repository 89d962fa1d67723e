package io.hornbook.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.source.ColumnMapping;
import io.hornbook.common.source.Defaults;
import io.hornbook.common.source.SourceRecord;
import io.hornbook.common.source.SourceRecord.Quarantined;
import io.hornbook.common.testing.Mutations;
import io.hornbook.common.testing.Seeds;
import io.hornbook.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes a Parquet file holds, its reader ends, throws nothing, and conserves its rows. */
@Tag("slow")
@SparkTest
class ParquetFuzzTest {
  /** More by {@code -Dfuzz.inputs}. */
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 150);

  private static final long LIMIT = 50_000_000;
  private static final ColumnMapping STACK = ColumnMapping.preset("the-stack");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SparkSession session;
  private final Path temporary;

  ParquetFuzzTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
  }

  @Test
  void conservesTheRowsOfWhateverItIsGiven() throws IOException {
    Path file = Fixtures.theStack(session, temporary.resolve("in"), "p.parquet", 300);
    byte[] whole = Files.readAllBytes(file);
    assertThat(records(file)).isEqualTo(300);
    RandomGenerator random = Seeds.random();
    for (int i = 0; i < INPUTS; i++) {
      Files.write(file, i % 2 == 0 ? Mutations.of(whole, random) : inTheFooter(whole, random));
      assertThat(assertTimeoutPreemptively(PATIENCE, () -> records(file))).isPositive();
    }
  }

  private static byte[] inTheFooter(byte[] whole, RandomGenerator random) {
    byte[] mutated = whole.clone();
    mutated[whole.length - 1 - random.nextInt(2_000)] = (byte) random.nextInt(256);
    return mutated;
  }

  /** How many records the row groups of a file give, or its one row of quarantine. */
  private static long records(Path path) {
    long length = path.toFile().length();
    HadoopFile file =
        new HadoopFile(
            new org.apache.hadoop.fs.Path(path.toUri()), "p", length, new Configuration());
    long rows = 0;
    for (Optional<WorkItem.RowGroup> group : rowGroups(file)) {
      for (SourceRecord record : read(file, group)) {
        rows += record instanceof Quarantined quarantined ? quarantined.records() : 1;
      }
    }
    return rows;
  }

  private static List<Optional<WorkItem.RowGroup>> rowGroups(HadoopFile file) {
    List<Optional<WorkItem.RowGroup>> groups = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFooter.open(file, LIMIT)) {
      ParquetFooter.rowGroups(reader, 100).forEach(part -> groups.add(Optional.of(part)));
    } catch (IOException | RuntimeException e) {
      groups.add(Optional.empty());
    }
    return groups.isEmpty() ? List.of(Optional.empty()) : groups;
  }

  private static List<SourceRecord> read(HadoopFile file, Optional<WorkItem.RowGroup> group) {
    List<SourceRecord> records = new ArrayList<>();
    try (ParquetRowReader reader =
        new ParquetRowReader(
            file,
            group,
            LIMIT,
            "s",
            STACK,
            new TextsInRows(
                "p",
                STACK,
                new Defaults("s", null, null, null, null),
                new TextDecoder(1_000_000, Optional.empty())))) {
      reader.forEachRemaining(records::add);
    }
    return records;
  }
}
