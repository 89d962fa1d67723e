package io.hornbook.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.jobs.table.ContaminationTable;
import io.hornbook.jobs.table.CorpusTable;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DroppedTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.KnownDocumentsTable;
import io.hornbook.jobs.table.LabelsTable;
import io.hornbook.jobs.table.QuarantineTable;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SelectionTable;
import io.hornbook.jobs.table.SemanticDuplicatesTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TestDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainTest {
  private static final TestDocument KEPT = new TestDocument("lib/heap.py", "x = 1\n");
  private static final TestDocument LEAKED = new TestDocument("lib/leak.py", "y = 2\n");
  private static final TestDocument COPY = new TestDocument("old/lib/heap.py", "x = 1\n\n");

  private final Runs runs;
  private final Explain explain;
  private final SparkSession session;
  private final Path temporary;

  ExplainTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
    this.runs = new Runs(session, temporary.resolve("run"));
    this.explain = new Explain(session, runs.folder());
  }

  @BeforeAll
  void publishEverything() {
    publish("ingest", DocumentsTable.TABLE, KEPT.row(), LEAKED.row(), COPY.row());
    publish("measure", SignalsTable.TABLE, KEPT.signals(Map.of("line_count_v1", 1L)));
    publish(
        "dedup",
        DuplicatesTable.TABLE,
        RowFactory.create(COPY.id(), "near", KEPT.id(), 9, 10, 0.9, 2L));
    publish(
        "label",
        LabelsTable.TABLE,
        RowFactory.create(
            KEPT.sha256(), "recorded", 0, 4, "Plain and clear.", null, null, null, null, null));
    publish("score", ScoresTable.TABLE, RowFactory.create(KEPT.id(), 0.75, "forest"));
    publish("decontaminate", ContaminationTable.TABLE, contamination());
    publish(
        "select",
        SelectionTable.TABLE,
        KEPT.verdict(),
        LEAKED.verdict("low_quality", "contaminated"),
        COPY.verdict("near_duplicate"));
    publish("export", CorpusTable.TABLE, corpusRow(KEPT));
  }

  private static Row contamination() {
    return RowFactory.create(
        LEAKED.id(),
        "demo",
        "demo/7",
        "exact",
        1.0,
        0,
        5,
        10,
        15,
        "y = 2",
        "y  =\n2",
        2,
        null,
        null);
  }

  @Test
  void tellsEverythingOfADocumentThatIsKept() {
    String text = explain.text(hex(KEPT.id()));

    assertThat(text)
        .startsWith(hex(KEPT.id()) + "  files someone/something lib/heap.py\nKEPT\n")
        .containsPattern("licences +MIT\n")
        .containsPattern("stars +7\n")
        .containsPattern("created_at +2020-01-02T03:04:05Z\n")
        .containsPattern("attributes +owner someone\n")
        .containsPattern("line_count_v1 +1\n")
        .contains("stands for 1 duplicates\n  " + hex(COPY.id()) + "  near, Jaccard 0.900\n")
        .containsPattern("score +4\n  reasoning +Plain and clear\\.\n")
        .containsPattern("quality +0\\.75\n")
        .containsPattern("shard +part-00000-.*parquet\n")
        .doesNotContain("not run yet")
        .doesNotContain("x = 1");
  }

  @Test
  void showsTheMatchedTextOfBothSides() {
    assertThat(explain.text("lib/leak.py"))
        .contains("\nDROPPED: low_quality, contaminated\n")
        .contains(
            """
            holds demo/7 of demo (exact, similarity 1.000)
              document, bytes 0 to 5:
                | y = 2
              item, bytes 10 to 15:
                | y  =
                | 2
            """);
  }

  @Test
  void namesTheSurvivorOfADuplicate() throws IOException {
    assertThat(explain.text("old/lib/heap.py"))
        .containsPattern("jaccard +0\\.9\n")
        .containsPattern("survivor +files someone/something lib/heap.py\n")
        .contains(
            """

                --- lib/heap.py
                +++ old/lib/heap.py
                @@ -1,1 +1,2 @@
                 x = 1
                +
            """);

    JsonNode explanation = json("old/lib/heap.py").get(0);
    assertThat(explanation.at("/duplicate/survivor_id").asText()).isEqualTo(hex(KEPT.id()));
    assertThat(explanation.at("/duplicate/survivor/path").asText()).isEqualTo("lib/heap.py");
    assertThat(explanation.at("/duplicate/diff"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "--- lib/heap.py", "+++ old/lib/heap.py", "@@ -1,1 +1,2 @@", " x = 1", "+");
    assertThat(explanation.at("/selection/keep").asBoolean()).isFalse();
    assertThat(explanation.has("score")).isFalse();
    assertThat(explanation.path("not_run")).isEmpty();
  }

  @Test
  void listsSeveralDocumentsOfOnePath() throws IOException {
    assertThat(explain.text("heap.py"))
        .startsWith("2 documents are called heap.py:\n")
        .contains(hex(KEPT.id()) + "  files someone/something lib/heap.py\n    KEPT\n")
        .contains("    DROPPED: near_duplicate\n")
        .endsWith("Explain one of them by its id.\n");
    assertThat(json("heap.py")).hasSize(2);
  }

  @Test
  void findsADocumentByTheHashOfItsContent() throws IOException {
    assertThat(json(hex(LEAKED.sha256())).findValuesAsText("path")).containsExactly("lib/leak.py");
    assertThat(json(hex(LEAKED.sha256()).toUpperCase(java.util.Locale.ROOT))).hasSize(1);
  }

  @Test
  void saysInOneSentenceThatNothingIsCalledSo() {
    for (String query : List.of("eap.py", hex(new byte[16]), hex(new byte[32]), "lib/%.py")) {
      assertThatThrownBy(() -> explain.text(query))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "Cannot explain %s: no document and no other record of %s has this id, hash or path",
              query, runs.folder().root());
    }
  }

  /** A run with a damaged row, a page without answers, and a document of an earlier run. */
  private Runs damaged() {
    Row broken =
        RowFactory.create(
            "site", "dump/Posts.xml", 77L, "malformed_row", "no Id", new byte[] {60}, 1L);
    Row few = RowFactory.create("site", "dump.7z", "questions/17", "few_answers", null, 3L);
    Row known = RowFactory.create(LEAKED.id(), 2, 2L);
    Runs damaged = new Runs(session, temporary.resolve("damaged"));
    damaged.run(
        new Given(
            "ingest",
            Map.of(
                DocumentsTable.TABLE,
                any -> session.createDataFrame(List.of(KEPT.row()), DocumentsTable.TABLE.schema()),
                QuarantineTable.TABLE,
                any -> session.createDataFrame(List.of(broken), QuarantineTable.TABLE.schema()),
                DroppedTable.TABLE,
                any -> session.createDataFrame(List.of(few), DroppedTable.TABLE.schema()),
                KnownDocumentsTable.TABLE,
                any ->
                    session.createDataFrame(List.of(known), KnownDocumentsTable.TABLE.schema()))));
    return damaged;
  }

  @Test
  void tellsWhatBecameOfRecordsThatAreNoDocuments() throws IOException {
    Explain explainDamaged = new Explain(session, damaged().folder());

    assertThat(explainDamaged.text("Posts.xml"))
        .startsWith("IN QUARANTINE by ingest: malformed_row\n")
        .containsPattern("offset +77\n")
        .containsPattern("error +no Id\n")
        .doesNotContain("head");
    assertThat(explainDamaged.text("questions/17")).startsWith("LEFT OUT by ingest: few_answers\n");
    assertThat(explainDamaged.text("dump.7z")).containsPattern("path +questions/17\n");
    assertThat(explainDamaged.text(hex(LEAKED.id())))
        .startsWith("LEFT OUT by ingest: in_base_run\n");
    JsonNode json = new ObjectMapper().readTree(explainDamaged.json("Posts.xml"));
    assertThat(json.at("/0/record/head").asText()).isEqualTo("3c");
    assertThat(json.at("/0/table").asText()).isEqualTo("quarantine");
    assertThat(explainDamaged.text("lib/heap.py")).startsWith(hex(KEPT.id()));
  }

  @Test
  void worksBeforeTheLaterJobsHaveRun() throws IOException {
    Runs early = new Runs(session, temporary.resolve("early"));
    Explain explainEarly = new Explain(session, early.folder());
    assertThatThrownBy(() -> explainEarly.text("lib/heap.py"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("run `hornbook ingest` first");
    early.run(Given.of("ingest", DocumentsTable.TABLE, KEPT.row()));

    assertThat(explainEarly.text("lib/heap.py"))
        .contains("\nnot decided yet: select has not run\n")
        .endsWith("not run yet: measure, dedup, label, score, decontaminate, select, export\n");
  }

  @Test
  void namesTheSurvivorOfASemanticDuplicate() {
    Runs compared = new Runs(session, temporary.resolve("compared"));
    compared.run(Given.of("ingest", DocumentsTable.TABLE, KEPT.row(), LEAKED.row()));
    compared.run(
        Given.of(
            "semantic-dedup",
            SemanticDuplicatesTable.TABLE,
            RowFactory.create(LEAKED.id(), KEPT.id(), 0.96, 2L)));
    Explain explainCompared = new Explain(session, compared.folder());

    assertThat(explainCompared.text("lib/leak.py"))
        .contains("\nsemantic duplicate\n")
        .containsPattern("cosine +0\\.96\n")
        .containsPattern("survivor +files someone/something lib/heap.py\n")
        .contains("    -x = 1\n    +y = 2\n");
    assertThat(explainCompared.text("lib/heap.py"))
        .contains("stands for 1 duplicates\n  " + hex(LEAKED.id()) + "  semantic, cosine 0.960\n");
  }

  private void publish(String job, io.hornbook.jobs.table.Table table, Row... rows) {
    runs.run(Given.of(job, table, rows));
  }

  private static Row corpusRow(TestDocument document) {
    Object[] values = new Object[CorpusTable.TABLE.schema().size()];
    values[0] = document.id();
    return RowFactory.create(values);
  }

  private JsonNode json(String query) throws IOException {
    return new ObjectMapper().readTree(explain.json(query));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
