package io.hornbook.jobs.select;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.classifier.ThresholdChoice;
import io.hornbook.common.classifier.ThresholdTable;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.common.rule.Verdict;
import io.hornbook.jobs.evidence.OptOut;
import io.hornbook.jobs.evidence.OptedOutTexts;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.ContaminationTable;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.ScoreFiles;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SelectionTable;
import io.hornbook.jobs.table.SemanticDuplicatesTable;
import io.hornbook.jobs.table.SignalsTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Decides on every document. */
public final class SelectJob implements Job {
  private final SelectConfig config;
  private final RuleSet rules;
  private final boolean semantic;
  private final OptOut optOut;

  /**
   * @param semantic whether what {@code semantic-dedup} found is evidence: it must have run
   */
  public SelectJob(SelectConfig config, RuleSet rules, boolean semantic) {
    this(config, rules, semantic, OptOut.NONE);
  }

  private SelectJob(SelectConfig config, RuleSet rules, boolean semantic, OptOut optOut) {
    this.config = config;
    this.rules = rules;
    this.semantic = semantic;
    this.optOut = optOut;
  }

  /** The job that drops what is opted out. */
  public SelectJob without(OptOut optedOut) {
    return new SelectJob(config, rules, semantic, optedOut);
  }

  @Override
  public String name() {
    return "select";
  }

  @Override
  public List<String> inputs() {
    List<String> evidence = List.of("ingest", "measure", "dedup", "score", "decontaminate");
    return semantic
        ? Stream.concat(evidence.stream(), Stream.of("semantic-dedup")).toList()
        : evidence;
  }

  /** Texts that earlier runs hold or have left out must not come in as copies. */
  @Override
  public List<String> baseInputs() {
    return OptedOutTexts.baseInputs(optOut);
  }

  @Override
  public Object config() {
    return Map.of("rules", rules.rules(), "select", config, "opt-out", optOut.config());
  }

  @Override
  public Outcome run(RunContext context) {
    Dataset<Row> optedOut = context.scratch("opted-out", OptedOutTexts.documents(context, optOut));
    Dataset<Row> documents = documents(context, optedOut);
    Dataset<Row> signals = context.read(SignalsTable.TABLE);
    Dataset<Row> duplicates = duplicates(context);
    Dataset<Row> reached =
        SelectTransforms.reached(
            context.read(ContaminationTable.TABLE), config.contaminationFrom());
    double quality = quality(context);
    Dataset<Row> selection =
        context.write(
            SelectionTable.TABLE,
            SelectTransforms.verdicts(
                documents,
                signals,
                duplicates,
                context.read(ScoresTable.TABLE),
                SelectTransforms.contaminated(reached, config.contaminationCut()),
                rules,
                new Verdict.Thresholds(quality)));
    List<Row> funnel = SelectTransforms.funnel(selection, documents, signals).collectAsList();
    return Outcome.of(
        accounting(documents.count(), funnel),
        metrics(funnel, selection, duplicates, optedOut)
            .put("quality_at_least", quality)
            .<ObjectNode>set("contamination", byMethod(reached)));
  }

  private ObjectNode metrics(
      List<Row> funnel, Dataset<Row> selection, Dataset<Row> duplicates, Dataset<Row> optedOut) {
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    metrics.set("funnel", inOrder(funnel));
    metrics.set("reasons", given(selection));
    metrics.put("documents_with_cuts", selection.where("keep AND cuts IS NOT NULL").count());
    metrics.put(
        "dropped_survivors", SelectTransforms.droppedSurvivors(selection, duplicates).count());
    metrics.put("duplicates_of_opted_out", SelectTransforms.waiting(duplicates, optedOut).count());
    return metrics;
  }

  private static Dataset<Row> documents(RunContext context, Dataset<Row> optedOut) {
    return context
        .read(DocumentsTable.TABLE)
        .select("document_id", "language", "bytes")
        .join(optedOut, new String[] {"document_id"}, "left_outer");
  }

  /** The least that is kept. */
  private double quality(RunContext context) {
    return config
        .qualityBy()
        .map(choice -> chosen(context, choice))
        .or(config::qualityAtLeast)
        .orElseThrow();
  }

  private static double chosen(RunContext context, ThresholdChoice choice) {
    Path path =
        new Path(
            context.folder().job("score"),
            "attempt-" + context.manifest("score").attempt() + "/" + ScoreFiles.THRESHOLDS);
    byte[] json =
        context
            .folder()
            .storage()
            .read(path)
            .orElseThrow(() -> new DataException("Cannot select: " + path + " is missing"));
    return ThresholdTable.parse(json).choose(choice).threshold();
  }

  /** Of both kinds; a document is in one of the tables at most. */
  private Dataset<Row> duplicates(RunContext context) {
    Dataset<Row> duplicates = context.read(DuplicatesTable.TABLE);
    return semantic
        ? SelectTransforms.withSemantic(duplicates, context.read(SemanticDuplicatesTable.TABLE))
        : duplicates;
  }

  private static Accounting accounting(long read, List<Row> funnel) {
    Map<String, Long> dropped = new TreeMap<>();
    long kept = 0;
    for (Row row : funnel) {
      if (row.isNullAt(0)) {
        kept = row.getLong(1);
      } else {
        dropped.put(row.getString(0), row.getLong(1));
      }
    }
    return Accounting.of("documents", read, kept, dropped, Map.of());
  }

  /** The rows in the order in which documents leave; what is kept comes last. */
  private ArrayNode inOrder(List<Row> funnel) {
    List<String> order =
        Stream.of(
                Stream.of(Verdict.OPTED_OUT, Verdict.OPTED_OUT_COPY),
                rules.reasons().stream(),
                Stream.of(
                    Verdict.EXACT_DUPLICATE,
                    Verdict.NORMALISED_DUPLICATE,
                    Verdict.NEAR_DUPLICATE,
                    Verdict.SEMANTIC_DUPLICATE,
                    Verdict.NO_SCORE,
                    Verdict.CONTAMINATED,
                    Verdict.LOW_QUALITY))
            .flatMap(each -> each)
            .toList();
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    funnel.stream()
        .sorted(
            Comparator.comparing(
                row -> row.isNullAt(0) ? order.size() : order.indexOf(row.getString(0))))
        .forEach(
            row ->
                rows.addObject()
                    .put("reason", row.getString(0))
                    .put("documents", row.getLong(1))
                    .put("bytes", row.getLong(2))
                    .put("tokens", row.getLong(3)));
    return rows;
  }

  private static ArrayNode byMethod(Dataset<Row> reached) {
    ArrayNode methods = JsonNodeFactory.instance.arrayNode();
    for (Row row : SelectTransforms.byMethod(reached).collectAsList()) {
      methods
          .addObject()
          .put("benchmark", row.<String>getAs("benchmark"))
          .put("method", row.<String>getAs("method"))
          .put("documents", row.<Long>getAs("documents"))
          .put("items", row.<Long>getAs("items"));
    }
    return methods;
  }

  private static ObjectNode given(Dataset<Row> selection) {
    ObjectNode reasons = JsonNodeFactory.instance.objectNode();
    SelectTransforms.givenReasons(selection)
        .collectAsList()
        .forEach(row -> reasons.put(row.getString(0), row.getLong(1)));
    return reasons;
  }
}
