package io.hornbook.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.table.ContaminationTable;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SelectionTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TestDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class ReportTest {
  private static final List<String> JOBS =
      List.of("ingest", "measure", "dedup", "score", "decontaminate", "select", "export");
  private static final ReportLimits LIMITS = new ReportLimits(3, 400, 5);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  /** What ends a script, opens a comment, makes an element, or is a placeholder of the page. */
  private static final String HOSTILE =
      "</script><script>fetch('http://evil.example')</script><!-- <img src=x onerror=alert(1)>"
          + " \u2028 \u2029 \ud800 &lt; {script} {data} ]]> é 漢\n";

  private static final TestDocument FAIR = new TestDocument("lib/heap.py", "x = 1\n");
  private static final TestDocument FOUL =
      new TestDocument("lib/<img src=x onerror=alert(2)>.py", HOSTILE);
  private static final TestDocument NEAR = new TestDocument("old/heap.py", "x =  1\n");

  /** The elements that the page itself has. */
  private static final List<String> TAGS =
      List.of(
          ("#root html head meta title link style body a header h1 p button nav main footer noscript"
                  + " script")
              .split(" ", -1));

  private final SparkSession session;
  private final Path temporary;
  private final Runs runs;

  ReportTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
    this.runs = new Runs(session, temporary.resolve("run"));
  }

  @BeforeEach
  void ingest() {
    publish("ingest", DocumentsTable.TABLE, FAIR.row(), FOUL.row(), NEAR.row());
  }

  private void publish(String job, io.hornbook.jobs.table.Table table, Row... rows) {
    runs.run(Given.of(job, table, rows));
  }

  private void publishTheRest() {
    publish(
        "dedup",
        DuplicatesTable.TABLE,
        RowFactory.create(NEAR.id(), "near", FAIR.id(), 9, 10, 0.9, 2L));
    publish(
        "score",
        ScoresTable.TABLE,
        RowFactory.create(FAIR.id(), 1.0, "forest"),
        RowFactory.create(FOUL.id(), 0.31, "forest"));
    publish("decontaminate", ContaminationTable.TABLE, find(FOUL, 9, 17));
    publish(
        "select",
        SelectionTable.TABLE,
        FAIR.verdict(),
        FOUL.verdict("contaminated", "low_quality"),
        NEAR.verdict("near_duplicate"));
  }

  private static Row find(TestDocument document, int start, int end) {
    return RowFactory.create(
        document.id(),
        "<b>bench</b>",
        "item/7",
        "exact",
        1.0,
        start,
        end,
        0,
        8,
        document.text().substring(start, end),
        "</pre><i>",
        2,
        null,
        null);
  }

  @Test
  void showsNoTextOfTheCorpusAsMarkup() throws IOException {
    publishTheRest();
    Document page = Jsoup.parse(report().html(NOW));

    assertThat(page.select("script").eachAttr("id")).containsExactly("data");
    assertThat(page.select("script")).hasSize(2);
    assertThat(page.select("img, iframe, object, b, i, link[href~=^http], [src], [onerror]"))
        .isEmpty();
    assertThat(tags(page)).isSubsetOf(TAGS);
    JsonNode shown = data(page).path("documents").path(hex(FOUL));
    assertThat(shown.path("path").asText()).isEqualTo(FOUL.path());
    assertThat(shown.path("text").asText()).isEqualTo(HOSTILE.replace('\ud800', '?'));
  }

  private static Set<String> tags(Document page) {
    return page.getAllElements().stream().map(Element::tagName).collect(Collectors.toSet());
  }

  @Test
  void embedsTextsInPlainCharacters() {
    String embedded = ScriptJson.of(JsonNodeFactory.instance.textNode(HOSTILE));

    assertThat(embedded).matches("\\p{ASCII}+").doesNotContain("<", ">", "&");
    assertThat(embedded).contains("\\u003C/script\\u003E").contains("\\u2028").contains("\\uD800");
  }

  @Test
  void letsTheBrowserRunItsOwnScriptAloneAndFetchNothing() {
    Document page = Jsoup.parse(report().html(NOW));

    String script = page.select("script").get(1).data();
    String digest = Base64.getEncoder().encodeToString(Sha256.of(script).bytes());
    assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .startsWith("default-src 'none'; script-src 'sha256-" + digest + "';");
    assertThat(script).contains("echarts").contains("Prism");
  }

  /** Text nodes and drawings alone: the page's own script never makes markup of a text. */
  @Test
  void itsScriptMakesNoMarkup() throws IOException {
    String script;
    try (var in = Report.class.getResourceAsStream("report.js")) {
      script = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    assertThat(script)
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
        .contains("renderMode: 'richText'");
  }

  @Test
  void countsWhatIsKeptBySourceLanguageLicenceAndRepository() {
    publishTheRest();
    JsonNode shares = report().json(NOW).path("shares");

    for (String name : List.of("sources", "languages", "licences", "repositories")) {
      assertThat(shares.path(name)).as(name).hasSize(1);
      assertThat(shares.path(name).get(0).path("documents").asLong()).as(name).isEqualTo(3);
      assertThat(shares.path(name).get(0).path("kept").asLong()).as(name).isEqualTo(1);
    }
    assertThat(shares.path("licences").get(0).path("name").asText()).isEqualTo("MIT");
  }

  @Test
  void samplesEachTenthReasonKindAndFind() {
    publishTheRest();
    JsonNode data = report().json(NOW);

    assertThat(data.path("tenths").findValuesAsText("tenth")).containsExactlyInAnyOrder("9", "3");
    assertThat(data.path("reasons").findValuesAsText("reason"))
        .containsExactlyInAnyOrder("contaminated", "near_duplicate");
    assertThat(data.path("duplicates").get(0).path("survivor_id").asText()).isEqualTo(hex(FAIR));
    JsonNode find = data.path("finds").get(0);
    assertThat(find.path("before").asText()).isEqualTo("</script>");
    assertThat(find.path("document_span").asText()).isEqualTo("<script>");
    assertThat(data.path("documents")).hasSize(3);
  }

  @Test
  void masksSecretsEvenWhereTheShownTextEnds() {
    String secret = "ghp_" + "a1B2c3D4e5".repeat(4).substring(0, 36);
    TestDocument document =
        new TestDocument("s.py", "#".repeat(390) + "\ntoken = '" + secret + "'\n");
    Runs others = new Runs(session, temporary.resolve("secret"));
    others.run(Given.of("ingest", DocumentsTable.TABLE, document.row()));
    others.run(Given.of("select", SelectionTable.TABLE, document.verdict("low_quality")));

    JsonNode data = report(others.folder(), LIMITS).json(NOW);

    assertThat(data.path("documents").path(hex(document)).path("text").asText())
        .hasSize(400)
        .endsWith("\ntoken = '")
        .doesNotContain("ghp_");
    assertThat(data.path("documents").path(hex(document)).path("cut").asBoolean()).isTrue();
  }

  @Test
  void masksSecretsThatReachIntoWhatStandsBesideAFind() {
    String secret = "ghp_" + "a1B2c3D4e5".repeat(4).substring(0, 36);
    String before = "token = '" + secret + "'\n" + "#".repeat(280) + "\n";
    TestDocument document = new TestDocument("s.py", before + "item = 1\n");
    int start = before.length();
    Runs others = new Runs(session, temporary.resolve("beside"));
    others.run(Given.of("ingest", DocumentsTable.TABLE, document.row()));
    others.run(
        Given.of("decontaminate", ContaminationTable.TABLE, find(document, start, start + 8)));

    JsonNode find = report(others.folder(), LIMITS).json(NOW).path("finds").get(0);

    assertThat(find.path("document_span").asText()).isEqualTo("item = 1");
    assertThat(find.path("before").asText()).endsWith("#\n").doesNotContain(secret.substring(32));
  }

  @Test
  void saysWhichJobsHavePublishedNothing() throws IOException {
    Files.createDirectories(temporary.resolve("run/dedup/attempt-1"));
    Files.createDirectories(temporary.resolve("run/score"));
    Files.writeString(temporary.resolve("run/score/manifest.json"), "{}");

    JsonNode jobs = report().json(NOW).path("jobs");

    assertThat(state(jobs, "ingest")).isEqualTo("published");
    assertThat(state(jobs, "measure")).isEqualTo("not run");
    assertThat(state(jobs, "dedup")).isEqualTo("begun, not published");
    assertThat(state(jobs, "score")).startsWith("unreadable: Cannot read");
  }

  @Test
  void reportsOnARunThatDroppedEverything() {
    publish("select", SelectionTable.TABLE, FAIR.verdict("empty"), FOUL.verdict("empty"));

    JsonNode data = report().json(NOW);

    assertThat(data.path("shares").path("sources").get(0).path("kept").asLong()).isZero();
    assertThat(data.path("notes")).isEmpty();
  }

  @Test
  void leavesOutADamagedTableAndSaysSo() throws IOException {
    publishTheRest();
    try (Stream<Path> files = Files.walk(temporary.resolve("run/dedup"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
        Files.write(file, new byte[] {1});
      }
    }

    JsonNode data = report().json(NOW);

    assertThat(data.path("notes")).hasSize(1);
    assertThat(data.path("notes").get(0).asText()).contains("dedup").contains("manifest");
    assertThat(data.path("shares").path("sources")).hasSize(1);
  }

  @Test
  void refusesAFolderThatHoldsNoRun() {
    RunFolder nothing = new Runs(session, temporary.resolve("absent")).folder();

    assertThatThrownBy(() -> report(nothing, LIMITS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("there is no run in it");
  }

  private Report report() {
    return report(runs.folder(), LIMITS);
  }

  private Report report(RunFolder folder, ReportLimits limits) {
    return new Report(session, folder, JOBS, limits);
  }

  private static JsonNode data(Document page) throws IOException {
    return new ObjectMapper().readTree(page.select("#data").first().data());
  }

  private static String state(JsonNode jobs, String name) {
    for (JsonNode job : jobs) {
      if (job.path("name").asText().equals(name)) {
        return job.path("state").asText();
      }
    }
    return "";
  }

  private static String hex(TestDocument document) {
    return HexFormat.of().formatHex(document.id());
  }
}
