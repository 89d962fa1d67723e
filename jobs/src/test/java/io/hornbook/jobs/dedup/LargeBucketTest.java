package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.min;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.jobs.run.Scratch;
import io.hornbook.jobs.testing.SparkTest;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One text in 200,000 variants, which all share a bucket: linear work, and one survivor. */
@Tag("slow")
@SparkTest
class LargeBucketTest {
  private static final int MEMBERS = 200_000;

  private final SparkSession session;

  LargeBucketTest(SparkSession session) {
    this.session = session;
  }

  @Test
  void aBucketOf200000IsLinearWorkAndLeavesOneSurvivor(@TempDir Path folder) {
    // Few bands: it is the size of a bucket that matters here, not their number.
    DedupConfig config =
        DedupConfigs.with("miss-at=0.9", "buckets.all-pairs-up-to=8", "buckets.hubs=2");
    Scratch scratch =
        (name, rows) -> {
          String path = folder.resolve(name).toString();
          rows.write().parquet(path);
          return session.read().schema(rows.schema()).parquet(path);
        };
    Deduplication.Result result =
        new Deduplication(config, 1, scratch).run(variants(Corpus.words(0, 60)));

    Dataset<Row> duplicates = result.duplicates();
    Row row =
        duplicates
            .agg(
                count_distinct(col("document_id")),
                count_distinct(col("survivor_id")),
                min("jaccard"))
            .head();
    assertThat(row.getLong(0)).isEqualTo(MEMBERS - 1);
    assertThat(row.getLong(1)).isEqualTo(1);
    assertThat(row.getDouble(2)).isGreaterThan(0.7);
    assertThat(result.buckets().sizes().agg(org.apache.spark.sql.functions.max("members")).head())
        .satisfies(largest -> assertThat(largest.getLong(0)).isGreaterThan(MEMBERS / 2));
    assertThat(result.graph().compared().count()).isLessThan(5L * MEMBERS);
  }

  /** Made by the executors: rows of the driver would be most of the test's time. */
  private Dataset<Row> variants(String text) {
    return session
        .range(MEMBERS)
        .selectExpr(
            "substr(unhex(sha2(cast(id AS STRING), 256)), 1, 16) AS document_id",
            "'test' AS source",
            "cast(null AS STRING) AS repository",
            "concat('file ', id) AS path",
            "cast(null AS STRING) AS revision",
            "'python' AS language",
            "cast(null AS ARRAY<STRING>) AS licences",
            "id AS stars",
            "cast(null AS TIMESTAMP) AS created_at",
            "concat('" + text.replace("\n", "\\n") + "', 'end', id) AS text",
            "unhex(sha2(cast(id AS STRING), 256)) AS text_sha256");
  }
}
