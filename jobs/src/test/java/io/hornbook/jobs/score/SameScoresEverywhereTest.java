package io.hornbook.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.classifier.Ensemble.Combination;
import io.hornbook.common.embed.EmbedderConfig;
import io.hornbook.common.forest.Forest;
import io.hornbook.common.forest.TreeNode;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.table.Table;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.OwnJvm;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.TestDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each scores in a JVM of its own, since a JVM has one Spark context. */
@Tag("slow")
class SameScoresEverywhereTest {
  private static final int DOCUMENTS = 300;
  private static final EmbedderConfig HASHING = new EmbedderConfig.Hashing();

  @Test
  void coresPartitionsAndInputOrderChangeNoBitOfAScore(@TempDir Path temporary) throws Exception {
    Path first = temporary.resolve("first");
    Path second = temporary.resolve("second");
    score("local[1]", "1", "1", first);
    score("local[4]", "7", "2", second);

    List<String> scores = Files.readAllLines(first.resolve("scores"));
    assertThat(scores).hasSize(DOCUMENTS);
    assertThat(scores.stream().map(line -> line.split(" ", -1)[1]).distinct().count())
        .isGreaterThan(DOCUMENTS / 2);
    assertThat(Files.readAllLines(second.resolve("scores"))).isEqualTo(scores);
    String digests = Files.readString(first.resolve("digests"));
    assertThat(digests).contains("thresholds=");
    assertThat(Files.readString(second.resolve("digests"))).isEqualTo(digests);
  }

  private static void score(String master, String partitions, String order, Path folder)
      throws Exception {
    OwnJvm.run(
        SameScoresEverywhereTest.class, folder, master, partitions, order, folder.toString());
  }

  /** Scores made-up documents; the arguments are master, partitions, order and folder. */
  public static void main(String[] arguments) throws Exception {
    SparkSession session = OwnJvm.session(arguments[0], arguments[1]);
    Path folder = Path.of(arguments[3]);
    Runs runs = new Runs(session, folder.resolve("run"));
    Input input =
        new Input(
            session, Integer.parseInt(arguments[1]), new Random(Long.parseLong(arguments[2])));
    input.publish(runs);
    Manifest manifest =
        runs.run(
            new ScoreJob(
                new ScoreConfig(List.of(), Combination.MAX, false),
                HASHING,
                new RuleSet(List.of())));
    Files.write(folder.resolve("scores"), scores(session, folder.resolve("run")));
    Files.writeString(folder.resolve("digests"), manifest.digests() + "\n" + manifest.metrics());
    session.stop();
  }

  /** Tables whose rows come in some order, in so many partitions. */
  private record Input(SparkSession session, int partitions, Random order) {
    void publish(Runs runs) {
      List<TestDocument> documents = documents();
      runs.run(of("ingest", DocumentsTable.TABLE, documents.stream().map(TestDocument::row)));
      Map<String, Object> signals = Map.of("line_count_v1", 5L, "tokens_v1", 100L);
      runs.run(
          of("measure", SignalsTable.TABLE, documents.stream().map(each -> each.signals(signals))));
      runs.run(of("dedup", DuplicatesTable.TABLE, Stream.of()));
      Forest forest = forest();
      runs.run(new Trained("hashing-v1-384", forest.digest().hex(), forest));
    }

    private Given of(String job, Table table, Stream<Row> rows) {
      List<Row> shuffled = new ArrayList<>(rows.toList());
      Collections.shuffle(shuffled, order);
      return Given.of(
          job, table, session.createDataFrame(shuffled, table.schema()).repartition(partitions));
    }
  }

  /** Each score by its bits, in the order of the documents' ids. */
  private static List<String> scores(SparkSession session, Path run) {
    return session
        .read()
        .parquet(run.resolve("score") + "/attempt-*/scores")
        .collectAsList()
        .stream()
        .map(
            row ->
                HexFormat.of().formatHex(row.<byte[]>getAs("document_id"))
                    + " "
                    + Long.toHexString(Double.doubleToLongBits(row.<Double>getAs("quality"))))
        .sorted()
        .toList();
  }

  private static List<TestDocument> documents() {
    Random random = new Random(6);
    List<TestDocument> documents = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int words = random.nextInt(200); words >= 0; words--) {
        text.append(Integer.toString(random.nextInt(5000), 36))
            .append(" ()=:#\n.,".charAt(random.nextInt(9)));
      }
      documents.add(new TestDocument("file" + i, text.toString()));
    }
    return documents;
  }

  private static Forest forest() {
    Random random = new Random(7);
    return new Forest(384, Stream.generate(() -> tree(random, 7)).limit(50).toList());
  }

  private static TreeNode tree(Random random, int depth) {
    return depth == 0
        ? new TreeNode.Leaf(1 + random.nextInt(40), random.nextInt(40))
        : new TreeNode.Split(
            random.nextInt(384),
            random.nextGaussian() / 20,
            tree(random, depth - 1),
            tree(random, depth - 1));
  }
}
