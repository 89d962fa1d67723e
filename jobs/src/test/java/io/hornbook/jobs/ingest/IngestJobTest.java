package io.hornbook.jobs.ingest;

import static io.hornbook.jobs.ingest.Fixtures.job;
import static io.hornbook.jobs.ingest.Fixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.hornbook.common.document.DocumentId;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.run.RunSettings;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TextExchanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@SparkTest
class IngestJobTest {
  private static final String LINES =
      """
      {"text": "a = 1\\n", "path": "a.py", "stars": 5}
      {"text": "b = 1\\n", "path": "b.py"}
      {"text": "a = 1\\n", "path": "a.py", "stars": 3}
      """;
  private static final String POSTS =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <posts>
        <row Id="1" PostTypeId="1" Title="How?" Body="&lt;p&gt;So&lt;/p&gt;" Score="2" />
        <row Id="3" PostTypeId="2" ParentId="1" Body="&lt;p&gt;nine&lt;/p&gt;" Score="9" />
        <row Id="4" PostTypeId="2" ParentId="1" Body="&lt;p&gt;ten&lt;/p&gt;" Score="10" />
        <row Id="5" PostTypeId="2" ParentId="99" Body="lost" Score="1" />
        <row Id="6" PostTypeId="1" Body="<" />
      </posts>
      """;
  private static final String JSONL =
      "- {kind: jsonl, name: lines, root: %s, columns: {text: text, path: path, stars: stars}}";

  private final SparkSession session;
  private final Path temporary;
  private Path input;

  IngestJobTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
  }

  @BeforeEach
  void folders() throws IOException {
    input = Files.createDirectories(temporary.resolve("input"));
  }

  @Test
  void takesOnlyWhatNoEarlierRunHoldsAndReadsNoOldText() throws IOException {
    write(input.resolve("lines/a.jsonl"), LINES);
    Runs first = runs("first");
    first.run(job(JSONL.formatted(input.resolve("lines"))));
    write(input.resolve("lines/b.jsonl"), "{\"text\": \"c = 1\\n\", \"path\": \"c.py\"}\n");
    Runs second = first.next(session, temporary.resolve("second"));
    assertThat(second.run(job(JSONL.formatted(input.resolve("lines")))).accounting().kept())
        .isEqualTo(1);
    write(input.resolve("lines/b.jsonl"), "{\"text\": \"d = 1\\n\", \"path\": \"d.py\"}\nbroken\n");
    write(input.resolve("lines/c.jsonl"), "{\"text\": \"c = 1\\n\", \"path\": \"c.py\"}\n");
    Runs third = second.next(session, temporary.resolve("third"));
    Manifest manifest;
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      manifest = third.run(job(JSONL.formatted(input.resolve("lines"))));
      // The one exchange of text is that of the records into their buckets.
      assertThat(exchanges.found()).hasSize(1);
    }
    assertThat(manifest.accounting())
        .isEqualTo(
            Accounting.of("records", 6, 1, Map.of("in_base_run", 4L), Map.of("not_json", 1L)));
    assertThat(column(documents(manifest, third), "path")).containsExactly("d.py");
    assertThat(manifest.table("known_documents").orElseThrow().rows()).isEqualTo(3);
    assertThat(manifest.inputs())
        .extracting(Manifest.InputJob::job, Manifest.InputJob::runsBack)
        .containsExactly(tuple("ingest", 2), tuple("ingest", 1));
  }

  @Test
  void readsEveryKindOfSourceIntoOneTable() throws IOException {
    Runs runs = runs("run");
    Manifest manifest = runs.run(job(everyKind()));

    assertThat(manifest.accounting())
        .isEqualTo(
            Accounting.of(
                "records",
                21,
                16,
                Map.of("repeated_record", 1L, "joined_to_question", 2L),
                Map.of("orphan_answer", 1L, "malformed_row", 1L)));
    assertThat(documents(manifest, runs).filter("source = 'site'").first().<String>getAs("text"))
        .isEqualTo("# How?\n\nSo\n\n## Answer\n\nten\n\n## Answer\n\nnine\n");
    assertThat(
            column(documents(manifest, runs), "concat_ws(':', source, repository, path, language)"))
        .contains(
            "tree:x/a.py:python",
            "tree:empty.py:python",
            "jars:z.whl:m.py:python",
            "lines:a.py:python",
            "site:site.example:questions/1:markdown",
            "stack:owner/repo:src/f3.py:python")
        .hasSize(16);
  }

  @Test
  void aRowThatIsLostOrWrittenTwiceUnbalancesTheAccounting() throws IOException {
    Runs runs = runs("run");
    Manifest manifest = runs.run(job(everyKind()));
    Dataset<Row> documents = documents(manifest, runs);
    Dataset<Row> quarantine = quarantine(manifest, runs);
    Dataset<Row> inputs = table(manifest, runs, "inputs");

    assertThat(isBalanced(documents, quarantine, inputs)).isTrue();
    assertThat(isBalanced(documents.filter("path != 'a.py'"), quarantine, inputs)).isFalse();
    assertThat(isBalanced(documents, quarantine.filter("false"), inputs)).isFalse();
    assertThat(isBalanced(documents.union(documents.limit(1)), quarantine, inputs)).isFalse();
  }

  private static boolean isBalanced(
      Dataset<Row> documents, Dataset<Row> quarantine, Dataset<Row> inputs) {
    return IngestJob.outcome(
            0, documents, quarantine, inputs, quarantine.filter("false"), Optional.empty())
        .accounting()
        .isBalanced();
  }

  private String everyKind() throws IOException {
    write(input.resolve("tree/x/a.py"), "print(1)\n");
    write(input.resolve("tree/x/notes.txt"), "left out");
    write(input.resolve("tree/empty.py"), "");
    Fixtures.zip(input.resolve("z.whl"), "lib/m.py", "m = 1\n", "lib/n.c", "int n;", "o.py", "");
    write(input.resolve("l.jsonl"), LINES);
    write(input.resolve("site.example/Posts.xml"), POSTS);
    Fixtures.theStack(session, input.resolve("stack"), "p.parquet", 10);
    return """
    - {kind: files, name: tree, root: %1$s/tree, include: ["**/*.py"], licences: [MIT]}
    - {kind: archives, name: jars, root: %1$s/z.whl, folder: lib, include: ["**/*.py"]}
    - {kind: jsonl, name: lines, root: %1$s, columns: {text: text, path: path, stars: stars}}
    - {kind: stack-exchange, name: site, root: %1$s}
    - {kind: parquet, preset: the-stack, name: stack, root: %1$s/stack}
    """
        .formatted(input);
  }

  @Test
  void countsARepeatedRecordAndChoosesTheSameRowWhateverTheOrder() throws IOException {
    write(input.resolve("one.jsonl"), LINES);
    Runs runs = runs("run");
    Manifest first = runs.run(job(JSONL.formatted(input)));
    List<String> lines = Arrays.asList(LINES.split("\n", -1));
    Path other = temporary.resolve("elsewhere");
    write(other.resolve("1.jsonl"), lines.get(2));
    write(other.resolve("2.jsonl"), lines.get(1) + "\n" + lines.get(0));

    Manifest second = runs("other").run(job(JSONL.formatted(other)));

    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(column(documents(first, runs), "concat(path, ' ', stars, ' ', occurrences)"))
        .containsExactlyInAnyOrder("a.py 3 2", null);
    assertThat(column(documents(first, runs), "lower(hex(document_id))"))
        .contains(DocumentId.of(new Provenance("lines", null, "b.py", null), "b = 1\n").hex());
  }

  @Test
  void exchangesTextOnceAndIntoTheBuckets() throws IOException {
    write(input.resolve("one.jsonl"), LINES);
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      runs("run").run(job(JSONL.formatted(input)));
      assertThat(exchanges.found())
          .singleElement()
          .asString()
          .contains("hashpartitioning(document_id")
          .contains(", " + Runs.SETTINGS.buckets() + ")");
    }
  }

  @Test
  void theNumberOfBucketsChangesNoRow() throws IOException {
    write(input.resolve("one.jsonl"), LINES);
    Manifest three = runs("three").run(job(JSONL.formatted(input)));
    Runs seven = new Runs(session, temporary.resolve("seven"), new RunSettings(42, 7));
    assertThat(seven.run(job(JSONL.formatted(input))).digest()).isEqualTo(three.digest());
  }

  private Row onlyQuarantined(Manifest manifest, Runs runs) {
    List<Row> rows = quarantine(manifest, runs).collectAsList();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  @Test
  void aPropertyThatNoLineHasIsOneClearError() throws IOException {
    write(input.resolve("l.jsonl"), "{\"content\": \"x\"}\n");
    String wrong = "- {kind: jsonl, name: lines, root: %s, columns: {text: text}}";
    assertThatThrownBy(() -> runs("run").run(job(wrong.formatted(input))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Cannot read source lines: in l.jsonl, none of the first 1 lines has the property text"
                + " (they have content)");
  }

  @Test
  void aLoopOfLinksIsQuarantinedOnce() throws IOException {
    write(input.resolve("a.py"), "x");
    Files.createSymbolicLink(input.resolve("loop"), input);
    Runs runs = runs("run");
    Manifest manifest = runs.run(job("- {kind: files, name: f, root: %s}".formatted(input)));
    assertThat(manifest.accounting())
        .isEqualTo(Accounting.of("records", 2, 1, Map.of(), Map.of("link_loop", 1L)));
    assertThat(onlyQuarantined(manifest, runs).<String>getAs("origin")).isEqualTo("loop");
  }

  @Test
  void aMissingInputIsAConfigurationError() throws IOException {
    write(input.resolve("a.txt"), "x");
    assertThatThrownBy(() -> runs("run").run(Fixtures.job("[]")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Invalid ingest.sources: none (expected at least one)");
    assertThatThrownBy(() -> runs("run").run(job("- {kind: files, name: f, root: /no/such}")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Cannot read source f: file:/no/such does not exist");
    assertThatThrownBy(
            () ->
                runs("run")
                    .run(
                        job(
                            "- {kind: files, name: f, root: %s, include: ['*.py']}"
                                .formatted(input))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Cannot read source f: no file below file:%s matches [*.py]".formatted(input));
  }

  @Test
  void aNameThatIsNoTextCostsItsFileAlone() throws IOException, InterruptedException {
    write(input.resolve("good.py"), "print(1)\n");
    Process shell =
        new ProcessBuilder("bash", "-c", "echo 'x = 1' > $'bad\\xff.py'")
            .directory(input.toFile())
            .start();
    assertThat(shell.waitFor()).isZero();
    Runs runs = runs("run");

    Manifest manifest = runs.run(job("- {kind: files, name: tree, root: %s}".formatted(input)));

    assertThat(manifest.accounting())
        .isEqualTo(Accounting.of("records", 2, 1, Map.of(), Map.of("unreadable", 1L)));
  }

  @Test
  void readsBackPiecesAndResultsInAFolderWhosePathLooksLikeAPattern() throws IOException {
    write(input.resolve("one.jsonl"), LINES);
    Manifest plain = runs("plain").run(job(JSONL.formatted(input)));
    assertThat(runs("r [1]{x,y}*").run(job(JSONL.formatted(input))).digest())
        .isEqualTo(plain.digest());
  }

  @Test
  void hasNothingToDoASecondTime() throws IOException {
    write(input.resolve("one.jsonl"), LINES);
    Runs runs = runs("run");
    runs.run(job(JSONL.formatted(input)));
    runs.run(job(JSONL.formatted(input)));
    assertThat(runs.events())
        .containsExactly("started ingest", "published ingest", "up to date ingest");
  }

  @Test
  void readsAPublishedSiteAsItComes() {
    Path archive = TestData.published("stackexchange/cardano.stackexchange.com.7z");
    Runs runs = runs("run");
    Manifest manifest =
        runs.run(job("- {kind: stack-exchange, name: site, root: %s}".formatted(archive)));
    assertThat(manifest.accounting())
        .isEqualTo(
            Accounting.of("records", 2_538, 1_042, Map.of("joined_to_question", 1_496L), Map.of()));
    Dataset<Row> pages =
        documents(manifest, runs)
            .selectExpr("cast(attributes['answer_count'] AS INT) AS answers", "repository");
    assertThat(pages.filter("answers >= 1").count()).isEqualTo(942);
    assertThat(pages.filter("answers >= 3").count()).isEqualTo(115);
    assertThat(pages.agg(org.apache.spark.sql.functions.sum("answers")).first().getLong(0))
        .isEqualTo(1_496);
    assertThat(column(pages, "repository")).contains("cardano.stackexchange.com");
  }

  @Test
  void takesTheQuestionsThatTheRulesTakeAndAccountsForTheOthers() {
    Path archive = TestData.published("stackexchange/cardano.stackexchange.com.7z");
    Manifest manifest =
        runs("run")
            .run(
                job(
                    "- {kind: stack-exchange, name: site, root: %s, min-answers: 3}"
                        .formatted(archive)));
    assertThat(manifest.accounting().kept()).isEqualTo(115);
    assertThat(manifest.accounting().isBalanced()).isTrue();
    assertThat(manifest.accounting().read()).isEqualTo(1_042 + 1_496);
    assertThat(manifest.table("dropped").orElseThrow().rows()).isEqualTo(1_042 - 115);
  }

  private Runs runs(String name) {
    return new Runs(session, temporary.resolve(name));
  }

  private Dataset<Row> documents(Manifest manifest, Runs runs) {
    return table(manifest, runs, "documents");
  }

  private Dataset<Row> quarantine(Manifest manifest, Runs runs) {
    return table(manifest, runs, "quarantine");
  }

  private Dataset<Row> table(Manifest manifest, Runs runs, String name) {
    return Fixtures.table(session, manifest, runs, name);
  }

  private static List<String> column(Dataset<Row> rows, String expression) {
    return rows.selectExpr(expression).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
