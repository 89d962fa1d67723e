package io.hornbook.jobs.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.document.Provenance;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.signal.Signal;
import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.removal.RunRemoval;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.run.Scratch;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.SeenTextsTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.table.SurvivorBandsTable;
import io.hornbook.jobs.table.SurvivorShinglesTable;
import io.hornbook.jobs.table.Table;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TextExchanges;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deduplication run by run against one over everything. The source of a document is its run, and
 * the order of sources puts the runs in their order, so that the full run has the chain's order.
 */
@Tag("slow")
@SparkTest
class LookBackTest {
  private static final long SEED = DedupJob.seed(Runs.SETTINGS.seed());
  private static final String ORDER = "source-order=[run-0, run-1, run-2, run-3]";

  private final SparkSession session;
  private final Path temporary;

  LookBackTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
  }

  @Test
  void runByRunIsTheSameAsAllAtOnce() {
    List<Corpus> runs = random(Seeds.random(), 4);
    assertThat(inMemory(runs, DedupConfigs.with(ORDER)))
        .isEqualTo(full(runs, DedupConfigs.with(ORDER)))
        .anyMatch(row -> row.contains("3 exact 0"))
        .anyMatch(row -> row.contains("3 near 0"))
        .anyMatch(row -> row.contains("2 near 1"))
        .anyMatch(row -> row.contains(" normalised 0"))
        .anyMatch(row -> row.contains("2 near 2") || row.contains("3 near 3"));
  }

  @Test
  void runByRunIsTheSameWithFoldedComments() {
    List<Corpus> runs = random(Seeds.random(7), 3);
    DedupConfig config = DedupConfigs.with(ORDER, "fold-comments=true");
    assertThat(inMemory(runs, config))
        .isEqualTo(full(runs, config))
        .anyMatch(row -> row.contains("1 normalised 0"));
  }

  @Test
  void sourcesThatDoNotMeetInOneRunDoNotMeetAcrossRuns() {
    List<Corpus> runs = random(Seeds.random(8), 2);
    DedupConfig config = DedupConfigs.with(ORDER, "scope=source");
    assertThat(inMemory(runs, config))
        .isEqualTo(full(runs, config))
        .isNotEmpty()
        .noneMatch(row -> row.matches("1 [a-z]+ 0 .*"));
  }

  @Test
  void realCodeThatArrivesInTwoPartsIsTheSameAsAllAtOnce() {
    List<Corpus> runs = List.of(new Corpus(), new Corpus());
    for (String jar : List.of("python-resources-25.0.1.jar", "python-resources-24.2.2.jar")) {
      TestData.pythonFiles(jar, "META-INF/resources/libpython/")
          .forEach(
              (path, bytes) -> {
                int run = (jar + path).hashCode() & 1;
                add(runs.get(run), run, jar + "!" + path, new String(bytes, UTF_8), 0);
              });
    }
    SortedSet<String> expected = full(runs, DedupConfigs.with(ORDER));
    assertThat(expected).hasSizeGreaterThan(500);
    assertThat(published("python", runs, DedupConfigs.with(ORDER))).isEqualTo(expected);
  }

  @Test
  void dedupReadsNoTextOfAnEarlierRun() {
    List<Corpus> runs = random(Seeds.random(3), 2);
    DedupConfig config = DedupConfigs.with(ORDER);
    Runs first = publish(new Runs(session, temporary.resolve("plain/0")), runs.get(0), config);
    String attempt = first.folder().published("ingest").attempt();
    first
        .folder()
        .storage()
        .delete(new org.apache.hadoop.fs.Path(first.folder().job("ingest"), "attempt-" + attempt));
    Runs second = first.next(session, temporary.resolve("plain/1"));
    ingest(second, runs.get(1));
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      Manifest manifest = second.run(new DedupJob(List.of(), config));
      assertThat(exchanges.seen()).isNotEmpty();
      assertThat(exchanges.found()).isEmpty();
      assertThat(manifest.metrics().get("earlier_runs").intValue()).isEqualTo(1);
      assertThat(manifest.metrics().get("documents_of_known_key").longValue()).isPositive();
      assertThat(manifest.metrics().get("pairs_with_earlier_runs").longValue()).isPositive();
    }
    assertThat(second.run(new DedupJob(List.of(), config)).accounting().isBalanced()).isTrue();
    assertThat(second.events()).contains("up to date dedup");
  }

  /** An exchange above a file and below every join would move what an earlier run has written. */
  @Test
  void onlyTheNewRowsMoveToTheIndex() {
    Corpus corpus = new Corpus().add("a", Corpus.words(0, 50), 1);
    DedupConfig config = DedupConfigs.with();
    Runs first = publish(new Runs(session, temporary.resolve("moves/0")), corpus, config);
    Dataset<Row> keyed = Deduplication.keyed(config, 1, corpus.documents(session), true);
    Dataset<Row> seen = read(first, SeenTextsTable.TABLE);
    Dataset<Row> survivors =
        read(first, SurvivorBandsTable.TABLE)
            .withColumn(LookBackTransforms.RUN, LookBackTransforms.prefix(0));
    Dataset<Row> bands = LookBackTransforms.bands(keyed, false);
    int buckets = Runs.SETTINGS.buckets();
    Dataset<Row> pairs =
        LookBackTransforms.pairs(bands, survivors, 64, config.exactThreshold(), buckets);
    Dataset<Row> sets =
        LookBackTransforms.sets(
            session.createDataFrame(List.of(), Rows.EDGES),
            read(first, SurvivorShinglesTable.TABLE),
            0,
            0);
    assertThat(moved(LookBackTransforms.withSeen(keyed, List.of(seen), buckets))).isEmpty();
    assertThat(moved(pairs)).isEmpty();
    assertThat(moved(sets)).isEmpty();
    assertThat(moved(seen.repartition(2))).isNotEmpty();
  }

  private Dataset<Row> read(Runs runs, Table table) {
    return new RunTables(session, runs.folder()).rows("index", table).orElseThrow();
  }

  private static List<String> moved(Dataset<Row> rows) {
    SparkPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().executedPlan();
    return TextExchanges.exchanges(plan).stream()
        .map(SparkPlan::treeString)
        .filter(tree -> tree.contains("FileScan") && !tree.contains("Join"))
        .toList();
  }

  @Test
  void anIndexOfOtherSettingsIsRefusedInOneSentence() {
    Corpus corpus = new Corpus().add("a", Corpus.words(0, 50), 1);
    Runs first =
        publish(new Runs(session, temporary.resolve("settings/0")), corpus, DedupConfigs.with());
    Runs second = first.next(session, temporary.resolve("settings/1"));
    assertThatThrownBy(
            () -> publish(second, corpus, DedupConfigs.with("threshold=0.8", "miss-at=0.85")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Cannot deduplicate against the base run")
        .hasMessageContaining("threshold \"0.7\" there and \"0.8\" here");
  }

  @Test
  void aRunWithoutAnIndexCannotBeBuiltUpon() {
    Corpus corpus = new Corpus().add("a", Corpus.words(0, 50), 1);
    Runs first = new Runs(session, temporary.resolve("none/0"));
    ingest(first, corpus);
    Runs second = first.next(session, temporary.resolve("none/1"));
    ingest(second, corpus);
    assertThatThrownBy(() -> second.run(new DedupJob(List.of(), DedupConfigs.with())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("run `hornbook index` first");
  }

  /** Of a chain of three, the first two are merged, and then the first is taken out. */
  @Test
  void aMergedIndexGivesTheSameAndGoesOutOfUseWhenARunIsRemoved() {
    List<Corpus> parts = random(Seeds.random(11), 3);
    DedupConfig config = DedupConfigs.with(ORDER);
    DedupJob dedup = new DedupJob(List.of(), config);
    Runs first = publish(new Runs(session, temporary.resolve("merged/0")), parts.get(0), config);
    Runs second = publish(first.next(session, temporary.resolve("merged/1")), parts.get(1), config);
    Runs third = second.next(session, temporary.resolve("merged/2"));
    ingest(third, parts.get(2));
    Manifest before = third.run(dedup);
    assertThat(before.metrics().get("index_parts").intValue()).isEqualTo(2);

    Manifest merged = second.run(new CompactIndexJob(config));
    assertThat(merged.metrics().get("runs").intValue()).isEqualTo(2);
    assertThat(merged.accounting().dropped()).containsOnlyKeys("key_of_earlier_run");
    // Nothing that dedup names as its input has changed: only a deleted result is made again.
    third.folder().storage().delete(third.folder().job("dedup"));
    Manifest after = third.run(dedup);
    assertThat(after.metrics().get("index_parts").intValue()).isEqualTo(1);
    assertThat(after.digest()).isEqualTo(before.digest());
    assertThat(after.accounting()).isEqualTo(before.accounting());

    withoutTheFirst(first, third, parts, config);
  }

  /** The merged index of the second run holds the first one: without that, it is passed over. */
  private void withoutTheFirst(Runs first, Runs third, List<Corpus> parts, DedupConfig config) {
    new RunRemoval(session, first.folder(), third.folder()).apply();
    Runs second = new Runs(session, temporary.resolve("merged/1"));
    second.replace(new DedupJob(List.of(), config));
    second.replace(new IndexJob(List.of(), config));
    Manifest manifest =
        second
            .next(session, temporary.resolve("merged/2"))
            .replace(new DedupJob(List.of(), config));
    assertThat(manifest.metrics().get("index_parts").intValue()).isEqualTo(1);
    assertThat(manifest.metrics().get("earlier_runs").intValue()).isEqualTo(1);
    List<Corpus> left = List.of(new Corpus(), parts.get(1), parts.get(2));
    SortedSet<String> found =
        found(
            new RunTables(session, third.folder()).rows("dedup", "duplicates").orElseThrow(), left);
    assertThat(full(left, config)).containsAll(found);
    assertThat(found).isNotEmpty().noneMatch(row -> row.matches("2 [a-z]+ 0 .*"));
  }

  private void ingest(Runs runs, Corpus corpus) {
    List<Row> lines = corpus.documents(session).select("document_id", "stars").collectAsList();
    String columns = "document_id " + Signal.LINE_COUNT.column();
    runs.run(Given.of("ingest", DocumentsTable.TABLE, corpus.documents(session)));
    runs.run(
        Given.of(
            "measure",
            SignalsTable.TABLE,
            Given.rows(session, SignalsTable.TABLE, columns, lines)));
  }

  private Runs publish(Runs runs, Corpus corpus, DedupConfig config) {
    ingest(runs, corpus);
    runs.run(new DedupJob(List.of(), config));
    Manifest index = runs.run(new IndexJob(List.of(), config));
    assertThat(index.accounting().kept()).isEqualTo(corpus.rows().size());
    return runs;
  }

  /** What every run finds, each with the chain before it. */
  private SortedSet<String> published(String folder, List<Corpus> parts, DedupConfig config) {
    SortedSet<String> found = new TreeSet<>();
    Runs runs = new Runs(session, temporary.resolve(folder).resolve("0"));
    for (int i = 0; i < parts.size(); i++) {
      runs = i == 0 ? runs : runs.next(session, temporary.resolve(folder).resolve("" + i));
      publish(runs, parts.get(i), config);
      found.addAll(
          found(
              new RunTables(session, runs.folder()).rows("dedup", "duplicates").orElseThrow(),
              parts));
    }
    return found;
  }

  /** The same without run folders. */
  private SortedSet<String> inMemory(List<Corpus> parts, DedupConfig config) {
    SortedSet<String> found = new TreeSet<>();
    List<LookBack.Part> index = new ArrayList<>();
    Scratch scratch = Rows.inMemory(session);
    for (Corpus part : parts) {
      Dataset<Row> documents = part.documents(session);
      Dataset<Row> duplicates =
          new Deduplication(config, SEED, scratch, new LookBack(index, 3))
              .run(documents)
              .duplicates();
      duplicates = scratch.write("duplicates", duplicates);
      found.addAll(found(duplicates, parts));
      Dataset<Row> keyed =
          scratch.write("keyed", Deduplication.keyed(config, SEED, documents, true));
      Dataset<Row> survivors = LookBackTransforms.survivors(keyed, duplicates);
      index.add(
          LookBack.Part.of(
              scratch.write("seen", LookBackTransforms.seenTexts(keyed, duplicates)),
              scratch.write("bands", LookBackTransforms.bands(survivors, config.foldComments())),
              LookBackTransforms.shingles(documents, new CappedShingleSet(config)),
              index.size()));
    }
    return found;
  }

  private SortedSet<String> full(List<Corpus> parts, DedupConfig config) {
    Corpus all = new Corpus();
    parts.forEach(part -> all.rows().addAll(part.rows()));
    return found(
        new Deduplication(config, SEED, Rows.inMemory(session))
            .run(all.documents(session))
            .duplicates(),
        parts);
  }

  /** {@code run kind run-of-survivor ids and overlap} of every duplicate. */
  private static SortedSet<String> found(Dataset<Row> duplicates, List<Corpus> parts) {
    Map<String, Integer> runOf = new HashMap<>();
    for (int run = 0; run < parts.size(); run++) {
      for (Row row : parts.get(run).rows()) {
        runOf.put(hex(row.getAs(0)), run);
      }
    }
    SortedSet<String> found = new TreeSet<>();
    for (Row row : duplicates.collectAsList()) {
      String id = hex(row.getAs("document_id"));
      String survivor = hex(row.getAs("survivor_id"));
      found.add(
          "%d %s %d %s %s %s/%s"
              .formatted(
                  runOf.get(id),
                  row.getAs("kind"),
                  runOf.get(survivor),
                  id,
                  survivor,
                  row.getAs("intersection"),
                  row.getAs("union")));
    }
    return found;
  }

  private static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }

  private static void add(Corpus corpus, int run, String path, String text, long stars) {
    corpus.add(new Provenance("run-" + run, null, path, null), text, stars);
  }

  /** A text in the first run, in later ones its copies; another one that begins in the second. */
  private static void plant(Corpus corpus, int run) {
    String text = Corpus.words(900_000, 100);
    String later = Corpus.words(950_000, 100);
    add(corpus, run, "planted", text, run);
    if (run > 0) {
      add(corpus, run, "reformatted", text.replace(" ", "  "), run);
      add(corpus, run, "commented", "# a comment\n" + text, run);
      add(corpus, run, "edited", Corpus.words(900_000, 95), run);
      add(corpus, run, "late", run == 1 ? later : Corpus.words(950_000, 95), run);
    }
  }

  /** Families of documents of one base text each: copies, reformatted, commented and edited. */
  private static List<Corpus> random(RandomGenerator random, int runs) {
    List<Corpus> parts = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      parts.add(new Corpus());
      plant(parts.get(run), run);
    }
    for (int family = 0; family < 40; family++) {
      int members = 1 + random.nextInt(8);
      for (int member = 0; member < members; member++) {
        int run = random.nextInt(runs);
        String text =
            Corpus.words(family * 1000 + random.nextInt(3) * 8, 60 + random.nextInt(3) * 5);
        String kind =
            switch (random.nextInt(5)) {
              case 0 -> text.replace(" ", "  ");
              case 1 -> "# comment " + random.nextInt(4) + "\n" + text;
              case 2 -> random.nextBoolean() ? "" : "++ " + family % 3;
              default -> text;
            };
        add(parts.get(run), run, family + "/" + member, kind, random.nextInt(3));
      }
    }
    return parts;
  }
}
