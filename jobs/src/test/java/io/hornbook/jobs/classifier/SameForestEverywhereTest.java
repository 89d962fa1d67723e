package io.hornbook.jobs.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.embed.EmbedderConfig;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.embed.EmbedConfig;
import io.hornbook.jobs.embed.EmbedJob;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.LabelsTable;
import io.hornbook.jobs.table.Table;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.LabelledPython;
import io.hornbook.jobs.testing.OwnJvm;
import io.hornbook.jobs.testing.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each forest is trained in a JVM of its own, since a JVM has one Spark context. */
@Tag("slow")
class SameForestEverywhereTest {
  private static final EmbedderConfig EMBEDDER = new EmbedderConfig.Hashing();

  @Test
  void coresPartitionsAndInputOrderChangeNoNode(@TempDir Path temporary) throws Exception {
    Path first = temporary.resolve("first");
    Path second = temporary.resolve("second");
    train("local[1]", "3", "1", first);
    train("local[4]", "7", "2", second);

    String digests = Files.readString(first.resolve("digests"));
    assertThat(digests).contains("forest=", "classifier=");
    assertThat(Files.readString(second.resolve("digests"))).isEqualTo(digests);
  }

  private static void train(String master, String partitions, String order, Path folder)
      throws Exception {
    OwnJvm.run(
        SameForestEverywhereTest.class, folder, master, partitions, order, folder.toString());
  }

  /** Trains a small forest; the arguments are master, shuffle partitions, order and folder. */
  public static void main(String[] arguments) throws Exception {
    SparkSession session = OwnJvm.session(arguments[0], arguments[1]);
    Random order = new Random(Long.parseLong(arguments[2]));
    Path folder = Path.of(arguments[3]);
    Runs runs = new Runs(session, folder.resolve("run"));
    runs.run(shuffled("ingest", DocumentsTable.TABLE, LabelledPython.documents(), order, session));
    runs.run(shuffled("label", LabelsTable.TABLE, LabelledPython.labels(), order, session));
    runs.run(new EmbedJob(new EmbedConfig(EMBEDDER, false), new RuleSet(List.of())));
    Manifest manifest =
        runs.run(new ClassifierJob(ClassifierConfigs.SMALL, EMBEDDER, ClassifierConfigs.LIMITS));
    Files.writeString(folder.resolve("digests"), manifest.digests() + "\n" + manifest.metrics());
    session.stop();
  }

  private static Given shuffled(
      String job, Table table, List<Row> rows, Random order, SparkSession session) {
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, order);
    return Given.of(job, table, session.createDataFrame(shuffled, table.schema()));
  }
}
