package io.hornbook.jobs.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hornbook.common.classifier.ThresholdChoice;
import io.hornbook.common.classifier.ThresholdTable;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.rule.RuleConfig;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.ContaminationTable;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SelectionTable;
import io.hornbook.jobs.table.SemanticDuplicatesTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.table.Table;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TextExchanges;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class SelectJobTest {
  private static final RuleSet RULES =
      RuleSet.of(
          List.of(
              new RuleConfig(
                  Optional.empty(),
                  Optional.of("empty"),
                  Optional.of("character_count_v1"),
                  Optional.of(1.0),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()),
              new RuleConfig(
                  Optional.empty(),
                  Optional.of("does_not_parse"),
                  Optional.of("parses_v1"),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(true),
                  Optional.empty(),
                  Optional.of(List.of("python")))));

  private final SparkSession session;
  private final Runs runs;

  SelectJobTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.runs = new Runs(session, temporary);
  }

  private static byte[] id(int number) {
    byte[] id = new byte[16];
    id[0] = (byte) number;
    return id;
  }

  private void given(String job, Table table, String columns, Row... rows) {
    runs.run(Given.of(job, table, Given.rows(session, table, columns, List.of(rows))));
  }

  @BeforeEach
  void documents() {
    given(
        "ingest",
        DocumentsTable.TABLE,
        "document_id language bytes",
        RowFactory.create(id(1), "python", 10L),
        RowFactory.create(id(2), "python", 0L),
        RowFactory.create(id(3), "python", 30L),
        RowFactory.create(id(4), null, 40L),
        RowFactory.create(id(5), "python", 50L),
        RowFactory.create(id(6), "python", 60L),
        RowFactory.create(id(7), "python", 70L));
    given(
        "measure",
        SignalsTable.TABLE,
        "document_id character_count_v1 tokens_v1 parses_v1",
        RowFactory.create(id(1), 10L, 1L, true),
        RowFactory.create(id(2), 0L, 0L, false),
        RowFactory.create(id(3), 30L, 3L, true),
        RowFactory.create(id(4), 40L, 4L, null),
        RowFactory.create(id(5), 50L, 5L, true),
        RowFactory.create(id(6), 60L, 6L, true),
        RowFactory.create(id(7), 70L, 7L, true));
  }

  @BeforeEach
  void evidence() {
    given(
        "dedup",
        DuplicatesTable.TABLE,
        "document_id kind survivor_id",
        RowFactory.create(id(3), "near", id(5)),
        RowFactory.create(id(7), "exact", id(1)));
    given(
        "score",
        ScoresTable.TABLE,
        "document_id quality",
        RowFactory.create(id(1), 0.9),
        RowFactory.create(id(4), 0.6),
        RowFactory.create(id(5), 0.4));
    given(
        "decontaminate",
        ContaminationTable.TABLE,
        "document_id benchmark item method similarity",
        RowFactory.create(id(4), "b", "1", "ngram", 0.5),
        RowFactory.create(id(4), "b", "2", "ngram", 0.8),
        RowFactory.create(id(1), "b", "1", "ngram", 0.2),
        RowFactory.create(id(1), "b", "1", "embedding", 1.0));
  }

  private static SelectJob job(double quality) {
    return new SelectJob(new SelectConfig(quality, Map.of("ngram", 0.8), List.of()), RULES, false);
  }

  private Map<Integer, List<String>> reasons() {
    Map<Integer, List<String>> reasons = new TreeMap<>();
    runs.run(new Look(reasons));
    return reasons;
  }

  /** Reads the verdicts back. */
  private record Look(Map<Integer, List<String>> reasons) implements Job {
    @Override
    public String name() {
      return "look";
    }

    @Override
    public List<String> inputs() {
      return List.of("select");
    }

    @Override
    public Object config() {
      return Map.of();
    }

    @Override
    public Outcome run(RunContext context) {
      for (Row row : context.read(SelectionTable.TABLE).collectAsList()) {
        reasons.put((int) row.<byte[]>getAs("document_id")[0], List.copyOf(row.getList(2)));
        assertThat(row.getBoolean(1)).isEqualTo(row.getList(2).isEmpty());
      }
      return new Given("look", Map.of()).run(context);
    }
  }

  @Test
  void givesEveryDocumentItsReasonsInRuleOrder() {
    runs.run(job(0.5));

    assertThat(reasons())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                1, List.of(),
                2, List.of("empty", "does_not_parse"),
                3, List.of("near_duplicate"),
                4, List.of("contaminated"),
                5, List.of("low_quality"),
                6, List.of("no_score"),
                7, List.of("exact_duplicate")));
  }

  @Test
  void accountsForEveryDocumentAtItsFirstReason() {
    Manifest manifest = runs.run(job(0.5));

    assertThat(manifest.accounting().kept()).isEqualTo(1);
    assertThat(manifest.accounting().dropped())
        .containsOnlyKeys(
            "contaminated",
            "empty",
            "exact_duplicate",
            "low_quality",
            "near_duplicate",
            "no_score");
    assertThat(manifest.metrics().get("funnel").toString())
        .isEqualTo(
            """
            [{"reason":"empty","documents":1,"bytes":0,"tokens":0},\
            {"reason":"exact_duplicate","documents":1,"bytes":70,"tokens":7},\
            {"reason":"near_duplicate","documents":1,"bytes":30,"tokens":3},\
            {"reason":"no_score","documents":1,"bytes":60,"tokens":6},\
            {"reason":"contaminated","documents":1,"bytes":40,"tokens":4},\
            {"reason":"low_quality","documents":1,"bytes":50,"tokens":5},\
            {"reason":null,"documents":1,"bytes":10,"tokens":1}]\
            """);
    assertThat(manifest.metrics().get("reasons").get("does_not_parse").asLong()).isEqualTo(1);
    assertThat(manifest.metrics().get("dropped_survivors").asLong()).isEqualTo(1);
  }

  @Test
  void aSemanticDuplicateIsOneWhereTheJobIsEnabled() {
    given(
        "semantic-dedup",
        SemanticDuplicatesTable.TABLE,
        "document_id survivor_id",
        RowFactory.create(id(5), id(1)));
    Manifest manifest =
        runs.run(
            new SelectJob(new SelectConfig(0.5, Map.of("ngram", 0.8), List.of()), RULES, true));

    assertThat(reasons())
        .containsEntry(1, List.of())
        .containsEntry(3, List.of("near_duplicate"))
        .containsEntry(5, List.of("semantic_duplicate", "low_quality"));
    assertThat(manifest.metrics().get("funnel").findValuesAsText("reason"))
        .containsSubsequence("near_duplicate", "semantic_duplicate", "no_score");
    // 5 stands for 3, and 1 stands for 5.
    assertThat(manifest.metrics().get("dropped_survivors").asLong()).isZero();
  }

  @Test
  void movingTheThresholdNeedsNoOtherJob() {
    runs.run(job(0.5));
    runs.replace(job(0.3));

    assertThat(reasons().get(5)).isEmpty();
    assertThat(runs.events())
        .doesNotContain("up to date score")
        .endsWith("published select", "started look", "published look");
  }

  @Test
  void joinsTheEvidenceWithoutText() {
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      runs.run(job(0.5));
      assertThat(exchanges.found()).isEmpty();
      assertThat(exchanges.seen()).isNotEmpty();
    }
  }

  @Test
  void choosesItsThresholdWhereTheConfigSaysHow() {
    runs.replace(new Scored());
    Manifest manifest =
        runs.run(
            new SelectJob(
                new SelectConfig(
                    Optional.empty(),
                    Optional.of(new ThresholdChoice.KeepShare(0.7)),
                    Map.of(),
                    List.of()),
                RULES,
                false));

    assertThat(manifest.metrics().path("quality_at_least").doubleValue()).isEqualTo(0.401);
    Map<Integer, List<String>> reasons = reasons();
    assertThat(reasons.get(5)).containsExactly("low_quality");
    assertThat(reasons.get(4)).isEmpty();
    assertThatThrownBy(
            () -> new SelectConfig(Optional.empty(), Optional.empty(), Map.of(), List.of()))
        .hasMessage(
            "Invalid quality-at-least and quality-by: none (expected one of them, and null for the other)");
  }

  /** Scores of three documents with the table of thresholds that belongs to them. */
  private record Scored() implements Job {
    @Override
    public String name() {
      return "score";
    }

    @Override
    public List<String> inputs() {
      return List.of();
    }

    @Override
    public Object config() {
      return Map.of("with", "thresholds");
    }

    @Override
    public Outcome run(RunContext context) {
      List<Row> rows =
          List.of(
              RowFactory.create(id(1), 0.9, "c"),
              RowFactory.create(id(4), 0.6, "c"),
              RowFactory.create(id(5), 0.4, "c"));
      context.write(
          ScoresTable.TABLE, context.session().createDataFrame(rows, ScoresTable.TABLE.schema()));
      long[] documents = new long[ThresholdTable.PARTS + 1];
      rows.forEach(row -> documents[ThresholdTable.part(row.getDouble(1))]++);
      context
          .folder()
          .storage()
          .write(
              new org.apache.hadoop.fs.Path(context.attemptFolder(), "thresholds.json"),
              ThresholdTable.of(documents, documents, List.of()).json());
      return Outcome.of(Accounting.allKept("rows", 0), JsonNodeFactory.instance.objectNode());
    }
  }

  @Test
  void refusesALimitThatIsNoShare() {
    assertThatThrownBy(() -> new SelectConfig(0.5, Map.of("ngrm", 0.5), List.of()))
        .hasMessage("Unknown method contamination-from.ngrm (known: exact, ngram, ast)");
    assertThatThrownBy(() -> new SelectConfig(0.5, Map.of("ngram", 2.0), List.of()))
        .hasMessage("Invalid contamination-from.ngram: 2.0 (expected 0 to 1)");
  }

  @Test
  void aHitThatCanBeCutLeavesTheRestAndOneThatCannotDropsTheDocument() {
    StructType schema = ContaminationTable.TABLE.schema();
    Dataset<Row> hits =
        session.createDataFrame(
            List.of(
                hit(id(1), "ast", 10, 20),
                hit(id(1), "exact", 15, 30),
                hit(id(1), "ast", 40, 50),
                hit(id(2), "ast", 10, 20),
                hit(id(2), "exact", null, null),
                hit(id(3), "ngram", 5, 6)),
            schema);

    List<Row> rows =
        SelectTransforms.contaminated(hits, List.of("ast", "exact"))
            .orderBy("document_id")
            .collectAsList();

    assertThat(rows).extracting(row -> row.getBoolean(1)).containsExactly(false, true, true);
    assertThat(rows.get(0).<Row>getList(2))
        .extracting(row -> row.getInt(0), row -> row.getInt(1))
        .containsExactly(tuple(10, 30), tuple(40, 50));
    assertThat(rows.get(1).isNullAt(2)).isTrue();
    assertThatThrownBy(() -> new SelectConfig(0.5, Map.of(), List.of("asd")))
        .hasMessage("Unknown method contamination-cut: asd (known: exact, ngram, ast)");
  }

  private static Row hit(byte[] id, String method, Integer cutStart, Integer cutEnd) {
    return RowFactory.create(id, "b", "1", method, 1.0, 0, 1, 0, 1, "x", "x", 1, cutStart, cutEnd);
  }
}
