package io.hornbook.jobs.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.jobs.semantic.SemanticDedupConfig.Clusters;
import io.hornbook.jobs.semantic.SemanticDedupConfig.Comparison;
import io.hornbook.jobs.testing.OwnJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each deduplication is in a JVM of its own, since a JVM has one Spark context. */
@Tag("slow")
class SameClustersEverywhereTest {
  @Test
  void coresPartitionsAndInputOrderMoveNoDocument(@TempDir Path temporary) throws Exception {
    Path first = temporary.resolve("first");
    Path second = temporary.resolve("second");
    OwnJvm.run(SameClustersEverywhereTest.class, first, "local[1]", "1", first.toString());
    OwnJvm.run(SameClustersEverywhereTest.class, second, "local[4]", "8", second.toString());

    assertThat(second.resolve("decisions")).hasSameTextualContentAs(first.resolve("decisions"));
    assertThat(Files.readAllLines(first.resolve("decisions")))
        .hasSize(2000)
        .anyMatch(line -> line.endsWith("null"))
        .anyMatch(line -> !line.endsWith("null"));
  }

  /** Writes each document's cluster and survivor; the arguments are master, partitions, folder. */
  public static void main(String[] arguments) throws Exception {
    SparkSession session = OwnJvm.session(arguments[0], arguments[1]);
    Path folder = Path.of(arguments[2]);
    int partitions = Integer.parseInt(arguments[1]);
    Dataset<Row> members =
        RandomVectors.of(new Random(9), 2000).members(session, 1).repartition(partitions);
    SemanticDeduplication.Result result =
        new SemanticDeduplication(
                new SemanticDedupConfig(
                    true,
                    RandomVectors.THRESHOLD,
                    new Clusters(50, 100, 20, 20, 16),
                    new Comparison(10, 3)),
                3,
                (name, rows) -> written(session, folder.resolve(name).toString(), rows))
            .run(members);
    Files.write(folder.resolve("decisions"), lines(result));
    session.stop();
  }

  private static List<String> lines(SemanticDeduplication.Result result) {
    return result
        .decided()
        .selectExpr("concat_ws(' ', hex(rank), cluster, cosine, nvl(hex(survivor), 'null'))")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private static Dataset<Row> written(SparkSession session, String path, Dataset<Row> rows) {
    rows.write().parquet(path);
    return session.read().schema(rows.schema()).parquet(path);
  }
}
