package io.hornbook.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.Manifest.PublishedFile;
import io.hornbook.common.signal.TokenCounter;
import io.hornbook.common.similarity.Overlap;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SelectionTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TestDocument;
import io.hornbook.jobs.testing.TextExchanges;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

@Tag("slow")
@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportJobTest {
  private static final String ADDRESS = "ada@lovelace.org";
  private static final TestDocument SECRETIVE =
      new TestDocument("secret.py", "# Größe\n# by " + ADDRESS + "\nprint('hello')\n");
  private static final TestDocument DROPPED = new TestDocument("dropped.py", "pass\n");
  private static final List<TestDocument> PLAIN =
      IntStream.range(0, 60)
          .mapToObj(i -> new TestDocument("plain" + i + ".py", ("x = " + i + "\n").repeat(20)))
          .toList();

  private final SparkSession session;
  private final Path temporary;
  private final Runs runs;

  ExportJobTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
    this.runs = new Runs(session, temporary.resolve("run"));
  }

  @BeforeAll
  void publishEvidence() {
    publishEvidence(runs, all());
  }

  @Test
  void writesWhatWasSelectedWithItsQualityAndCountsTheRest() {
    Manifest manifest;
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      manifest = runs.replace(new ExportJob(config(1 << 20, true), false, "tests"));
      assertThat(exchanges.seen()).isNotEmpty();
      assertThat(exchanges.found()).isEmpty();
    }

    assertThat(corpus(runs))
        .hasSize(61)
        .allSatisfy(row -> assertThat(row.<Double>getAs("quality")).isEqualTo(0.75))
        .extracting(row -> row.<String>getAs("path"))
        .doesNotContain("dropped.py");
    assertThat(manifest.accounting().read()).isEqualTo(62);
    assertThat(manifest.accounting().kept()).isEqualTo(61);
    assertThat(manifest.accounting().dropped()).containsEntry("not_selected", 1L);
    assertThat(manifest.metrics().path("shards").asInt()).isEqualTo(1);
    assertThat(manifest.metrics().path("redacted_documents").asInt()).isEqualTo(1);
    assertThat(manifest.metrics().at("/by_source/0/language").asText()).isEqualTo("python");
    assertThat(manifest.metrics().at("/by_source/0/documents").asInt()).isEqualTo(61);
    long tokens = corpus(runs).stream().mapToLong(row -> row.<Long>getAs("tokens")).sum();
    assertThat(manifest.metrics().at("/by_source/0/tokens").asLong()).isEqualTo(tokens);
  }

  @Test
  void redactsAndMeasuresTheRedactedText() {
    runs.replace(new ExportJob(config(1 << 20, true), false, "tests"));
    Row redacted = row("secret.py");
    String text = redacted.getAs("text");

    assertThat(text).doesNotContain(ADDRESS).startsWith("# Größe\n# by ").endsWith("'hello')\n");
    assertThat(redacted.<Long>getAs("tokens")).isEqualTo(TokenCounter.count(text));
    assertThat(redacted.<Long>getAs("bytes"))
        .isEqualTo(text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    // What is not redacted keeps the count of its tokens.
    assertThat(row("plain7.py").<Long>getAs("tokens")).isEqualTo(7);
  }

  @Test
  void theUnionIsTheCorpusOfTheWholeChainInEvenShards() {
    Runs first = new Runs(session, temporary.resolve("first"));
    Runs second = first.next(session, temporary.resolve("second"));
    Runs third = second.next(session, temporary.resolve("third"));
    publishEvidence(first, all().subList(0, 40));
    publishEvidence(second, all().subList(40, 40));
    publishEvidence(third, all().subList(40, all().size()));
    ExportConfig config = config(bytes() / 2, true);
    Manifest whole = runs.replace(new ExportJob(config, false, "tests"));
    Manifest union;
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      union = third.run(new ExportJob(config, true, "tests"));
      assertThat(exchanges.found()).isEmpty();
    }

    assertThat(union.job()).isEqualTo("export-union");
    assertThat(union.accounting()).isEqualTo(whole.accounting());
    Manifest.PublishedTable corpus = union.table("corpus").orElseThrow();
    assertThat(corpus.digest()).isEqualTo(whole.table("corpus").orElseThrow().digest());
    assertThat(corpus.files()).hasSize(2);
    assertThat(union.metrics().path("by_source")).isEqualTo(whole.metrics().path("by_source"));
    assertThat(union.metrics().path("redacted_documents").asInt()).isEqualTo(1);
    long ofFirst = union.metrics().at("/documents_by_run/0").asLong();
    assertThat(ofFirst).isEqualTo(40);
    assertThat(union.metrics().at("/documents_by_run/1").asLong()).isZero();
    assertThat(third.run(new ExportJob(config, false, "tests")).accounting().kept())
        .isEqualTo(61 - ofFirst);
    assertThat(union.inputs()).hasSize(12);
  }

  @Test
  void joinsTextAndEvidenceWithoutAnyExchange() {
    RunTables tables = new RunTables(SparkTest.SharedSession.session(), runs.folder());
    Dataset<Row> kept =
        ExportTransforms.kept(
            tables.rows("ingest", "documents").orElseThrow(),
            tables.rows("select", "selection").orElseThrow(),
            tables.rows("measure", "signals").orElseThrow(),
            tables.rows("score", "scores").orElseThrow());

    assertThat(TextExchanges.exchanges(plan(kept))).isEmpty();
    assertThat(TextExchanges.exchanges(plan(kept.repartition(2)))).isNotEmpty();
  }

  private static SparkPlan plan(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().executedPlan();
  }

  @Test
  void leavesTheTextAloneWhenToldTo() {
    Manifest manifest = runs.replace(new ExportJob(config(1 << 20, false), false, "tests"));

    assertThat(row("secret.py").<String>getAs("text")).isEqualTo(SECRETIVE.text());
    assertThat(manifest.metrics().path("redacted_documents").asInt()).isZero();
  }

  @Test
  void fewShardsAreGroupedBucketsAndManyAreCutBuckets() {
    long bytes = bytes();

    Manifest few = runs.replace(new ExportJob(config(bytes / 2, true), false, "tests"));
    Manifest many = runs.replace(new ExportJob(config(bytes / 9, true), false, "tests"));

    assertThat(files(few)).hasSize(2);
    assertThat(files(many)).hasSizeBetween(8, 9);
    assertThat(many.digest()).isEqualTo(few.digest());
    assertThat(files(many))
        .allSatisfy(file -> assertThat(paths(file)).hasSizeLessThanOrEqualTo(10));
  }

  @Test
  void theRowsOfEveryShardAreTheSeedsWhateverTheOrderOfTheInput() {
    List<TestDocument> reversed = new ArrayList<>(all());
    Collections.reverse(reversed);
    Runs others = new Runs(session, temporary.resolve("reversed"));
    publishEvidence(others, reversed);
    ExportJob job = new ExportJob(config(300, true), false, "tests");

    Manifest first = runs.replace(job);
    List<List<String>> shards = shards(first);
    Manifest second = others.replace(job);

    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(shards(second, others)).isEqualTo(shards);
    List<String> order = shards.stream().flatMap(List::stream).toList();
    assertThat(order).isNotEqualTo(byId()).doesNotHaveDuplicates().hasSize(61);
  }

  @Test
  void refusesAShardOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(0, true))
        .withMessage("Invalid shard-bytes: 0 (expected at least 1)");
  }

  @Test
  void holdsOutAShareAndTrainsOnNothingNearToIt() {
    ExportConfig config = new ExportConfig(1 << 20, true, heldOut(0.2));
    Runs twins = new Runs(session, temporary.resolve("twins"));
    List<TestDocument> documents = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      documents.add(new TestDocument("one" + i + ".py", words(i, 0)));
      documents.add(new TestDocument("two" + i + ".py", words(i, 10)));
    }
    publishEvidence(twins, documents);
    Manifest manifest;
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      manifest = twins.replace(new ExportJob(config, false, "tests"));
      assertThat(exchanges.found()).isEmpty();
    }
    List<Row> trained = corpus(twins);
    List<Row> heldOut = rows(twins, "held_out");

    assertThat(heldOut).hasSizeBetween(12, 36);
    assertThat(manifest.accounting().dropped().get("near_held_out")).isBetween(8L, 36L);
    assertThat(manifest.accounting().kept()).isEqualTo(trained.size() + heldOut.size());
    assertThat(trained)
        .allSatisfy(
            row ->
                assertThat(heldOut)
                    .allSatisfy(held -> assertThat(jaccard(row, held)).isLessThan(0.5)));
    // The draw is the seed's: a larger share holds out what a smaller one does, and more.
    twins.replace(new ExportJob(new ExportConfig(1 << 20, true, heldOut(0.4)), false, "tests"));
    assertThat(paths(rows(twins, "held_out"))).containsAll(paths(heldOut));
  }

  @Test
  void aLargeCorpusHoldsOutSoManyAndAnEmptyOneNone() {
    assertThat(heldOut(0.01).shareOf(1_000)).isEqualTo(0.01);
    assertThat(heldOut(0.01).shareOf(1_000_000)).isEqualTo(0.002);
    assertThat(heldOut(0.01).shareOf(0)).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> heldOut(1))
        .withMessage("Invalid held-out.share: 1.0 (expected in [0, 1))");
  }

  private static ExportConfig config(long shardBytes, boolean redact) {
    return new ExportConfig(shardBytes, redact, heldOut(0));
  }

  private static ExportConfig.HeldOut heldOut(double share) {
    return new ExportConfig.HeldOut(share, 2000, new BigDecimal("0.5"), "words-1", 5);
  }

  /** A hundred words, of which the last ones are the document's own; the others are its twin's. */
  private static String words(int twin, int own) {
    return IntStream.range(0, 100)
        .mapToObj(word -> "w" + twin + "x" + (word < 100 - own ? word : word + 1000))
        .collect(java.util.stream.Collectors.joining(" "));
  }

  private static double jaccard(Row first, Row second) {
    return Overlap.of(shingles(first), shingles(second)).jaccard();
  }

  private static long[] shingles(Row row) {
    return new TextShingles(heldOut(0)).call(row.getAs("text"));
  }

  private static List<String> paths(List<Row> rows) {
    return rows.stream().map(row -> row.<String>getAs("path")).toList();
  }

  private static long bytes() {
    return all().stream().mapToLong(document -> document.text().length()).sum();
  }

  private static List<TestDocument> all() {
    List<TestDocument> all = new ArrayList<>(PLAIN);
    all.add(SECRETIVE);
    all.add(DROPPED);
    return all;
  }

  private static void publishEvidence(Runs runs, List<TestDocument> documents) {
    runs.run(Given.of("ingest", DocumentsTable.TABLE, rows(documents, TestDocument::row)));
    runs.run(
        Given.of(
            "measure",
            SignalsTable.TABLE,
            rows(
                documents,
                each -> each.signals(Map.of("tokens_v1", 7L, "sensitive", spans(each))))));
    runs.run(
        Given.of(
            "score",
            ScoresTable.TABLE,
            rows(documents, each -> RowFactory.create(each.id(), 0.75, "forest"))));
    runs.run(
        Given.of(
            "select",
            SelectionTable.TABLE,
            rows(
                documents,
                each ->
                    RowFactory.create(
                        each.id(), !each.equals(DROPPED), reasons(each.equals(DROPPED)), null))));
  }

  private static Row[] rows(List<TestDocument> documents, Function<TestDocument, Row> row) {
    return documents.stream().map(row).toArray(Row[]::new);
  }

  private static Object reasons(boolean dropped) {
    List<String> reasons = dropped ? List.of("low_quality") : List.of();
    return CollectionConverters.asScala(reasons).toSeq();
  }

  private static Object spans(TestDocument document) {
    int start = "# Größe\n# by ".getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    Row span = RowFactory.create("email", start, start + ADDRESS.length());
    List<Row> spans = document.equals(SECRETIVE) ? List.of(span) : List.of();
    return CollectionConverters.asScala(spans).toSeq();
  }

  private List<Row> corpus(Runs run) {
    return rows(run, "corpus");
  }

  private List<Row> rows(Runs run, String table) {
    return new RunTables(session, run.folder()).rows("export", table).orElseThrow().collectAsList();
  }

  private Row row(String path) {
    return corpus(runs).stream()
        .filter(row -> row.getAs("path").equals(path))
        .findFirst()
        .orElseThrow();
  }

  private List<String> files(Manifest manifest) {
    return files(manifest, runs);
  }

  private static List<String> files(Manifest manifest, Runs run) {
    return manifest.table("corpus").orElseThrow().files().stream()
        .map(PublishedFile::path)
        .sorted()
        .map(file -> run.folder().root() + "/" + file)
        .toList();
  }

  private List<List<String>> shards(Manifest manifest) {
    return shards(manifest, runs);
  }

  private List<List<String>> shards(Manifest manifest, Runs run) {
    return files(manifest, run).stream().map(this::paths).toList();
  }

  private List<String> paths(String file) {
    return session.read().parquet(file).select("path").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<String> byId() {
    return all().stream()
        .filter(document -> !document.equals(DROPPED))
        .sorted(java.util.Comparator.comparing(document -> HexFormat.of().formatHex(document.id())))
        .map(TestDocument::path)
        .toList();
  }
}
