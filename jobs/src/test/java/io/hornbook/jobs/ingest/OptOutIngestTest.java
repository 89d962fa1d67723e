package io.hornbook.jobs.ingest;

import static io.hornbook.jobs.ingest.Fixtures.job;
import static io.hornbook.jobs.ingest.Fixtures.write;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.optout.DenyList;
import io.hornbook.common.optout.DenyListReader;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@SparkTest
class OptOutIngestTest {
  private static final String LINES =
      """
      {"text": "a = 1\\n", "path": "a.py", "repository": "octocat/hello"}
      {"text": "b = 1\\n", "path": "b.py", "repository": "octocat/hello"}
      {"text": "c = 1\\n", "path": "c.py", "repository": "someone/else"}
      {"text": "c = 1\\n", "path": "secret/c.py", "repository": "someone/else"}
      {"text": "a = 1\\n", "path": "a.py", "repository": "octocat/hello"}
      """;
  private static final String SOURCE =
      "- {kind: jsonl, name: lines, root: %s,"
          + " columns: {text: text, path: path, repository: repository}}";

  private final SparkSession session;
  private final Path temporary;
  private final Runs runs;

  OptOutIngestTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
    this.runs = new Runs(session, temporary.resolve("run"));
  }

  private static DenyList deny(String lines) {
    return new DenyListReader().add("deny.jsonl", lines).list();
  }

  @Test
  void whatIsOptedOutIsEvidenceWithoutText() throws IOException {
    write(temporary.resolve("in/a.jsonl"), LINES);
    DenyList list = deny("{\"repository\": \"Octocat/*\"}\n{\"path\": \"secret/**\"}");
    IngestJob job = job(SOURCE.formatted(temporary.resolve("in")));
    Manifest manifest = runs.run(job.without(list));

    assertThat(manifest.accounting())
        .isEqualTo(Accounting.of("records", 5, 1, Map.of("opted_out", 4L), Map.of()));
    assertThat(Fixtures.table(session, manifest, runs, "dropped").collectAsList())
        .extracting(
            row -> row.<String>getAs("path"),
            row -> row.<String>getAs("origin"),
            row -> Sha256.wrap(row.getAs("text_sha256")).hex(),
            row -> row.<Long>getAs("records"))
        .containsExactlyInAnyOrder(
            tuple("a.py", "a.jsonl", Sha256.of("a = 1\n").hex(), 2L),
            tuple("b.py", "a.jsonl", Sha256.of("b = 1\n").hex(), 1L),
            tuple("secret/c.py", "a.jsonl", Sha256.of("c = 1\n").hex(), 1L));
    for (Row row : Fixtures.table(session, manifest, runs, "dropped").collectAsList()) {
      assertThat(row.toString()).doesNotContain("= 1");
    }
    assertThat(manifest.metrics().at("/deny-list/entries").asInt()).isEqualTo(2);
    assertThat(manifest.metrics().at("/deny-list/digest").asText()).isEqualTo(list.digest());
    runs.run(job);
    runs.run(job.without(deny("{\"path\": \"c.py\"}")));
    assertThat(runs.events())
        .as("a list that changes asks for no ingest")
        .endsWith("published ingest", "up to date ingest", "up to date ingest");
  }

  @Test
  void aPageIsOutWhereTheAuthorOfOneOfItsPostsIs() {
    Path archive = TestData.published("stackexchange/cardano.stackexchange.com.7z");
    String source = "- {kind: stack-exchange, name: site, root: %s}".formatted(archive);
    Manifest all = runs.run(job(source));
    Dataset<Row> documents = Fixtures.table(session, all, runs, "documents");
    String author = mostFrequent(documents);
    String byThem =
        "attributes['owner'] = '%1$s' OR array_contains(split(attributes['answer_owners'], ','), '%1$s')"
            .formatted(author);
    long pages = documents.where(byThem).count();
    assertThat(pages).isGreaterThan(10);

    Runs without = new Runs(session, temporary.resolve("without"));
    Manifest manifest =
        without.run(
            job(source)
                .without(
                    deny(
                        "{\"repository\": \"cardano.stackexchange.com\", \"author\": \"%s\"}"
                            .formatted(author))));
    assertThat(manifest.accounting().read()).isEqualTo(2_538);
    assertThat(manifest.accounting().kept()).isEqualTo(1_042 - pages);
    assertThat(manifest.accounting().dropped().get("opted_out")).isGreaterThan(pages);
    assertThat(manifest.table("dropped").orElseThrow().rows()).isEqualTo(pages);
    assertThat(Fixtures.table(session, manifest, without, "documents").where(byThem).count())
        .isZero();
  }

  private static String mostFrequent(Dataset<Row> documents) {
    return documents
        .selectExpr("attributes['owner'] AS owner")
        .where("owner IS NOT NULL")
        .groupBy("owner")
        .count()
        .orderBy(desc("count"), col("owner"))
        .first()
        .getString(0);
  }
}
