package io.hornbook.jobs.semantic;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.hash.Mix64;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.evidence.Remaining;
import io.hornbook.jobs.evidence.Scope;
import io.hornbook.jobs.evidence.SurvivorOrder;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.EmbeddingsTable;
import io.hornbook.jobs.table.SemanticDuplicatesTable;
import io.hornbook.jobs.table.SignalsTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code semantic-dedup}: finds, among the survivors of dedup, those whose vectors nearly point
 * where another survivor's does.
 *
 * @param rules the gates
 * @param sourceOrder preferred sources, as {@code dedup} orders them
 * @param scope the documents that meet, as in {@code dedup}
 * @param semanticDedup the section of the config
 */
public record SemanticDedupJob(
    RuleSet rules, List<String> sourceOrder, Scope scope, SemanticDedupConfig semanticDedup)
    implements Job {
  /** The job's name. */
  public static final String NAME = "semantic-dedup";

  /** Separates the seed of the clusters from the run's other uses of its seed. */
  private static final long CLUSTERS = 0x73656d616e746963L;

  public SemanticDedupJob {
    sourceOrder = List.copyOf(sourceOrder);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> inputs() {
    return List.of("ingest", "measure", "dedup", "embed");
  }

  /** Whether the job is enabled decides who runs it and who reads it, not what it finds. */
  @Override
  public Object config() {
    return Map.of(
        "rules",
        rules,
        "source-order",
        sourceOrder,
        "scope",
        scope,
        "threshold",
        semanticDedup.threshold(),
        "clusters",
        semanticDedup.clusters(),
        "comparison",
        semanticDedup.comparison());
  }

  @Override
  public Outcome run(RunContext context) {
    checkVectors(context);
    Dataset<Row> documents = context.read(DocumentsTable.TABLE);
    Dataset<Row> members =
        SemanticTransforms.members(
            survivors(context, documents),
            context.read(EmbeddingsTable.TABLE),
            SurvivorOrder.rank(sourceOrder),
            scope.key());
    SemanticDeduplication.Result result =
        new SemanticDeduplication(
                semanticDedup, Mix64.draw(context.seed(), CLUSTERS), context::scratch)
            .run(members);
    Dataset<Row> duplicates =
        context.write(
            SemanticDuplicatesTable.TABLE, SemanticTransforms.duplicates(result.decided()));
    SemanticMetrics metrics = SemanticMetrics.of(result, documents, duplicates);
    ObjectNode measured = metrics.json().put("threshold", semanticDedup.threshold());
    measured.set("embedder", context.manifest("embed").metrics().path("embedder"));
    return Outcome.of(
        Accounting.of(
            "survivors",
            survivors(context, documents.select("document_id", "language")).count(),
            metrics.kept(),
            Map.of("semantic_duplicate", duplicates.count()),
            Map.of()),
        measured);
  }

  private Dataset<Row> survivors(RunContext context, Dataset<Row> documents) {
    return Remaining.survivors(
        documents,
        context.read(SignalsTable.TABLE),
        context.read(DuplicatesTable.TABLE).select(col("document_id")),
        rules);
  }

  private static void checkVectors(RunContext context) {
    if (!context.manifest("embed").config().at("/embed/keep-embeddings").asBoolean()) {
      throw new ConfigurationException(
          "Cannot run %s in %s: embed has not kept the vectors of all survivors (set embed.keep-embeddings to true and run it again)"
              .formatted(NAME, context.folder().root()));
    }
  }
}
