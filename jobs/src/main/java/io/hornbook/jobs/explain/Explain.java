package io.hornbook.jobs.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.DataException;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.RunTables;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Explains documents of a run; it writes nothing into the run. */
public final class Explain {
  private final RunTables tables;
  private final RunFolder folder;

  public Explain(SparkSession session, RunFolder folder) {
    this.tables = new RunTables(session, folder);
    this.folder = folder;
  }

  /**
   * What the run knows of a document, for a terminal; of several documents, a list to choose from.
   * Where no document is called so, what became of records that are none.
   *
   * @param query a document id, the SHA-256 of a document, or a path or the end of one
   * @throws io.hornbook.common.failure.ConfigurationException if the run has no documents
   * @throws DataException if no document and no other record is called so
   */
  public String text(String query) {
    return ExplanationText.of(query, explanations(query));
  }

  /** As {@link #text}, all that is known of all of them, as a JSON array. */
  public String json(String query) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    explanations(query).forEach(all::add);
    return all.toPrettyString();
  }

  private List<ObjectNode> explanations(String query) {
    folder.published("ingest");
    List<ObjectNode> found = new Explanations(tables).of(query);
    if (found.isEmpty()) {
      found = new OtherRecords(tables).of(query);
    }
    if (found.isEmpty()) {
      throw new DataException(
          "Cannot explain %s: no document and no other record of %s has this id, hash or path"
              .formatted(query, folder.root()));
    }
    return found;
  }
}
