package io.hornbook.jobs.takedown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.Manifest.PublishedTable;
import io.hornbook.common.optout.DenyListReader;
import io.hornbook.common.testing.ManifestSchema;
import io.hornbook.common.testing.Seeds;
import io.hornbook.jobs.cli.Console;
import io.hornbook.jobs.cli.Main;
import io.hornbook.jobs.dedup.CompactIndexJob;
import io.hornbook.jobs.dedup.DedupJob;
import io.hornbook.jobs.dedup.IndexJob;
import io.hornbook.jobs.export.ExportConfig;
import io.hornbook.jobs.export.ExportJob;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.CorpusTable;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A chain of two runs, published by the real jobs, before and after a takedown. */
@Tag("slow")
@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakedownTest {
  private static final String DENY =
      """
      {"repository": "a/*", "request": "T-17", "date": "2024-05-01"}
      {"repository": "b/x", "path": "lib/**", "request": "T-18"}
      """;

  private static final ExportConfig EXPORT =
      new ExportConfig(
          2_000, true, new ExportConfig.HeldOut(0.2, 2_000, new BigDecimal("0.5"), "words-1", 5));

  private final SparkSession session;
  private final Path temporary;
  private final List<Published> documents = new ArrayList<>();
  private final Runs first;
  private final Runs second;
  private final StringWriter listed = new StringWriter();
  private final StringWriter json = new StringWriter();
  private final StringWriter applied = new StringWriter();
  private Map<String, List<String>> rowsBefore;
  private Map<String, PublishedTable> tablesBefore;
  private Map<String, List<List<String>>> shardsBefore;
  private List<Row> corpusBefore;

  TakedownTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
    this.first = new Runs(session, temporary.resolve("first"));
    this.second = first.next(session, temporary.resolve("second"));
  }

  @BeforeAll
  void publishAndTakeDown() throws IOException {
    List<Published> random = Published.random(Seeds.random(), 60);
    documents.addAll(random);
    publish(first, random.subList(0, 30));
    publish(second, random.subList(30, 60));
    second.run(new ExportJob(EXPORT, true, "tests"));
    second.run(new CompactIndexJob(Published.dedup()));
    rowsBefore = rows();
    tablesBefore = tables();
    shardsBefore = shards();
    corpusBefore = table(second, "export-union", "corpus");
    Path deny = Files.writeString(temporary.resolve("deny.jsonl"), DENY);
    assertThat(takedown(listed, deny)).isEqualTo(4);
    assertThat(takedown(json, deny, "--json")).isEqualTo(4);
    assertThat(rows()).isEqualTo(rowsBefore);
    assertThat(takedown(applied, deny, "--apply", "--json")).isZero();
  }

  private int takedown(StringWriter out, Path deny, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("takedown", "--run", temporary.resolve("second").toString(), "--deny"));
    arguments.add(deny.toString());
    arguments.addAll(List.of(more));
    return Main.execute(
        new Console(new PrintWriter(out, true), new PrintWriter(new StringWriter(), true)),
        arguments.toArray(String[]::new));
  }

  private void publish(Runs runs, List<Published> part) {
    Published.publish(session, runs, part);
    runs.run(new DedupJob(List.of(), Published.dedup()));
    runs.run(new IndexJob(List.of(), Published.dedup()));
    Published.select(session, runs, part);
    runs.run(new ExportJob(EXPORT, false, "tests"));
  }

  private Takedown takedown(Runs last) {
    return new Takedown(
        session, last.folder(), new DenyListReader().add("deny", DENY).list(), true);
  }

  /** What is denied, by a look at every document; copies are those with the text of one. */
  private Set<String> denied() {
    Set<String> texts =
        documents.stream()
            .filter(Published::isDenied)
            .map(Published::text)
            .collect(Collectors.toSet());
    return documents.stream()
        .filter(document -> texts.contains(document.text()))
        .map(Published::hex)
        .collect(Collectors.toSet());
  }

  @Test
  void takesTheRowsOfTheListAndNoOther() throws IOException {
    Set<String> denied = denied();
    Map<String, List<String>> after = rows();
    JsonNode rewritten = new ObjectMapper().readTree(applied.toString()).path("rewritten");

    assertThat(after.keySet()).isEqualTo(rowsBefore.keySet());
    for (String table : rowsBefore.keySet()) {
      List<String> expected =
          rowsBefore.get(table).stream()
              .filter(row -> denied.stream().noneMatch(row::contains))
              .toList();
      assertThat(after.get(table)).as(table).isEqualTo(expected);
      assertThat(rowsBefore.get(table).size() - expected.size())
          .as(table)
          .isEqualTo((int) rowsOf(rewritten, table));
    }
    assertThat(rewritten.findValuesAsText("table"))
        .contains("corpus", "held_out", "seen_texts", "survivor_bands", "survivor_shingles")
        .contains("merged_seen_texts", "merged_survivor_bands", "documents");
    assertThat(shards()).isEqualTo(without(shardsBefore, denied));
  }

  private static long rowsOf(JsonNode rewritten, String table) {
    return rewritten
        .valueStream()
        .filter(
            each ->
                table.equals(
                    name(
                        each.path("run").asText(),
                        each.path("job").asText(),
                        each.path("table").asText())))
        .mapToLong(each -> each.path("rows").asLong())
        .sum();
  }

  private static String name(String run, String job, String table) {
    return run.substring(run.lastIndexOf('/') + 1) + "/" + job + "/" + table;
  }

  /** Digests are sums: what is missing of a table's is the digest of the rows that are gone. */
  @Test
  void theDigestIsLessByThatOfTheRowsThatAreGone() {
    Map<String, PublishedTable> present = tables();
    rows()
        .forEach(
            (name, rows) -> {
              assertThat(present.get(name).rows()).as(name).isEqualTo(rows.size());
              assertThat(present.get(name).digest().equals(tablesBefore.get(name).digest()))
                  .as(name)
                  .isEqualTo(rows.equals(rowsBefore.get(name)));
            });
    List<Row> gone =
        corpusBefore.stream()
            .filter(row -> denied().contains(Published.digits(row.getAs("document_id"))))
            .toList();
    String digest =
        new Runs(session, temporary.resolve("removed"))
            .run(Given.of("export", CorpusTable.TABLE, gone.toArray(Row[]::new)))
            .table("corpus")
            .orElseThrow()
            .digest();
    assertThat(gone).isNotEmpty();
    String union = "second/export-union/corpus";
    for (int lane = 0; lane < 64; lane += 16) {
      assertThat(lane(tablesBefore.get(union).digest(), lane))
          .isEqualTo(lane(present.get(union).digest(), lane) + lane(digest, lane));
    }
  }

  private static long lane(String digest, int from) {
    return Long.parseUnsignedLong(digest.substring(from, from + 16), 16);
  }

  @Test
  void noJobHasAnythingToDoAfterwardsAndAThirdRunStillBuildsOnTheChain() {
    for (Runs runs : List.of(first, second)) {
      assertThat(runs.run(new DedupJob(List.of(), Published.dedup())).job()).isEqualTo("dedup");
      runs.run(new IndexJob(List.of(), Published.dedup()));
      runs.run(new ExportJob(EXPORT, false, "tests"));
      assertThat(runs.events())
          .endsWith("up to date dedup", "up to date index", "up to date export");
      for (Manifest manifest : runs.folder().manifests()) {
        assertThat(manifest.accounting().isBalanced()).as(manifest.job()).isTrue();
      }
    }
    second.run(new CompactIndexJob(Published.dedup()));
    assertThat(second.events()).endsWith("up to date compact-index");
    Runs third = second.next(session, temporary.resolve("third"));
    List<Published> again =
        documents.stream().map(each -> each.in("c/later", "again/" + each.path())).toList();
    Published.publish(session, third, again);
    third.run(new DedupJob(List.of(), Published.dedup()));
    assertThat(table(third, "dedup", DuplicatesTable.TABLE.name()))
        .isNotEmpty()
        .noneMatch(row -> denied().contains(Published.digits(row.getAs("survivor_id"))));
  }

  @Test
  void emptiesTheTextOfTheDocumentsAndKeepsTheRestAsEvidence() throws IOException {
    for (Runs runs : List.of(first, second)) {
      for (Row row : table(runs, "ingest", DocumentsTable.TABLE.name())) {
        boolean isDenied = denied().contains(Published.digits(row.getAs("document_id")));
        assertThat(row.<String>getAs("text").isEmpty()).isEqualTo(isDenied);
        assertThat(row.<byte[]>getAs("text_sha256")).isNotNull();
      }
    }
    assertThat(takedown(second).look().documents()).hasSameSizeAs(denied());
    assertThat(takedown(second).look().held()).isEmpty();
    JsonNode record = record(second);
    assertThat(record.path("schema").asText()).isEqualTo("hornbook/takedown/1");
    assertThat(record.path("entries").findValuesAsText("request")).contains("T-17");
    assertThat(record.path("documents").findValuesAsText("document_id"))
        .hasSameElementsAs(denied());
    assertThat(record.path("rewritten").findValuesAsText("table")).contains("corpus", "documents");
    byte[] manifest = Files.readAllBytes(temporary.resolve("second/export/manifest.json"));
    assertThat(ManifestSchema.problems(manifest)).isEmpty();
  }

  private JsonNode record(Runs runs) throws IOException {
    try (Stream<Path> records =
        Files.list(Path.of(runs.folder().root().toUri()).resolve("takedowns"))) {
      Path file =
          records.filter(path -> path.toString().endsWith("Z.json")).findFirst().orElseThrow();
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    }
  }

  @Test
  void theCommandListsWhatIsHeldWhereAndWhy() throws IOException {
    assertThat(listed.toString())
        .contains("opted_out: repository a/*, request T-17", "opted_out_copy", "corpus/part-")
        .contains(denied());
    JsonNode report = new ObjectMapper().readTree(json.toString());
    assertThat(report.path("documents").findValuesAsText("document_id"))
        .hasSameElementsAs(denied());
    assertThat(report.path("held").findValuesAsText("job"))
        .contains("export", "export-union", "index", "ingest");
    assertThat(report.path("rewritten")).isEmpty();
    Path nobody = Files.writeString(temporary.resolve("nobody.jsonl"), "{\"author\": \"nobody\"}");
    assertThat(takedown(new StringWriter(), nobody)).isZero();
    assertThat(takedown(new StringWriter(), temporary.resolve("deny.jsonl"))).isZero();
    assertThat(takedown(new StringWriter(), temporary.resolve("missing.jsonl"))).isEqualTo(2);
  }

  @Test
  void aRunWithoutDocumentsIsNoPlaceToLook() {
    Runs empty = new Runs(session, temporary.resolve("empty"));
    assertThatThrownBy(() -> takedown(empty).look())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("ingest has published no documents there");
  }

  /** The rows of every published table but for the documents' text, sorted, by table. */
  private Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new TreeMap<>();
    forEachTable(
        (name, runs, table) ->
            rows.put(
                name,
                table(runs, name.split("/", -1)[1], table.name()).stream()
                    .map(Published::text)
                    .sorted()
                    .toList()));
    return rows;
  }

  private Map<String, PublishedTable> tables() {
    Map<String, PublishedTable> tables = new TreeMap<>();
    forEachTable((name, runs, table) -> tables.put(name, table));
    return tables;
  }

  /** The ids in every shard of the corpora, in their order. */
  private Map<String, List<List<String>>> shards() {
    Map<String, List<List<String>>> shards = new TreeMap<>();
    forEachTable(
        (name, runs, table) -> {
          if (table.name().equals("corpus")) {
            shards.put(
                name,
                table.files().stream()
                    .map(file -> runs.folder().root() + "/" + file.path())
                    .map(this::ids)
                    .toList());
          }
        });
    return shards;
  }

  private List<String> ids(String file) {
    return session.read().parquet(file).select("document_id").collectAsList().stream()
        .map(row -> Published.digits(row.getAs(0)))
        .toList();
  }

  private static Map<String, List<List<String>>> without(
      Map<String, List<List<String>>> shards, Set<String> ids) {
    Map<String, List<List<String>>> rest = new TreeMap<>();
    shards.forEach(
        (name, files) ->
            rest.put(
                name,
                files.stream()
                    .map(file -> file.stream().filter(id -> !ids.contains(id)).toList())
                    .filter(file -> !file.isEmpty())
                    .toList()));
    return rest;
  }

  private void forEachTable(Visit visit) {
    for (Runs runs : Arrays.asList(first, second)) {
      for (String job : List.of("export", "export-union", "index", "compact-index")) {
        runs.folder()
            .manifest(job)
            .ifPresent(
                manifest ->
                    manifest
                        .tables()
                        .forEach(
                            table ->
                                visit.table(
                                    name(runs.folder().root().toString(), job, table.name()),
                                    runs,
                                    table)));
      }
    }
  }

  /** Looks at a table. */
  private interface Visit {
    void table(String name, Runs runs, PublishedTable table);
  }

  private List<Row> table(Runs runs, String job, String table) {
    return new RunTables(session, runs.folder()).rows(job, table).orElseThrow().collectAsList();
  }
}
