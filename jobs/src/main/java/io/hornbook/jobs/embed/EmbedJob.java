package io.hornbook.jobs.embed;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.embed.Embedder;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.evidence.Remaining;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.EmbeddingsTable;
import io.hornbook.jobs.table.LabelsTable;
import io.hornbook.jobs.table.SignalsTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code embed}: writes the vectors of labelled documents and, if they are kept, of all that are
 * still in.
 *
 * @param embed the section {@code embed}
 * @param rules the gates, which decide what is still in
 */
public record EmbedJob(EmbedConfig embed, RuleSet rules) implements Job {
  @Override
  public String name() {
    return "embed";
  }

  @Override
  public List<String> inputs() {
    return embed.keepEmbeddings()
        ? List.of("ingest", "label", "measure", "dedup")
        : List.of("ingest", "label");
  }

  /**
   * The gates count only where they decide which vectors there are; an embedder counts by its
   * fingerprint, wherever its files lie.
   */
  @Override
  public Object config() {
    Map<String, Object> config = new TreeMap<>();
    config.put("embed", embed);
    config.put("embedder", embed.embedder().embedder().fingerprint());
    if (embed.keepEmbeddings()) {
      config.put("rules", rules);
    }
    return config;
  }

  @Override
  public Outcome run(RunContext context) {
    Embedder embedder = embed.embedder().embedder();
    Dataset<Row> documents = context.read(DocumentsTable.TABLE);
    Dataset<Row> labels = context.read(LabelsTable.TABLE);
    Dataset<Row> vectors =
        context.write(
            EmbeddingsTable.of(embedder.isExact()),
            EmbedTransforms.vectors(wanted(context, documents, labels), embedder));
    long others =
        EmbedTransforms.unlabelled(others(context, documents.drop("text")), labels).count();
    ObjectNode metrics =
        JsonNodeFactory.instance
            .objectNode()
            .put("embedder", embedder.fingerprint())
            .put("dimensions", embedder.dimensions());
    return Outcome.of(
        Accounting.of(
            "documents",
            documents.count(),
            vectors.count(),
            Map.of("not_wanted", others),
            Map.of()),
        metrics);
  }

  private Dataset<Row> wanted(RunContext context, Dataset<Row> documents, Dataset<Row> labels) {
    return embed.keepEmbeddings()
        ? EmbedTransforms.labelledOrRemaining(
            documents,
            labels,
            Remaining.survivors(
                documents.select("document_id", "language"),
                context.read(SignalsTable.TABLE),
                context.read(DuplicatesTable.TABLE),
                rules))
        : EmbedTransforms.labelled(documents, labels);
  }

  /** The documents that have no vector unless they are labelled. */
  private Dataset<Row> others(RunContext context, Dataset<Row> documents) {
    return embed.keepEmbeddings()
        ? Remaining.out(
            documents, context.read(SignalsTable.TABLE), context.read(DuplicatesTable.TABLE), rules)
        : documents;
  }
}
