package io.hornbook.jobs.evidence;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DroppedTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a job with the input {@code ingest} reads to know what is opted out. */
public final class OptedOutTexts {
  private static final List<String> INGEST = List.of("ingest");

  private OptedOutTexts() {}

  /** The jobs of earlier runs that must be read, too. */
  public static List<String> baseInputs(OptOut optOut) {
    return optOut.copies() && !optOut.list().isEmpty() ? INGEST : List.of();
  }

  /** The run's documents that are opted out, as {@link OptedOut#of} gives them. */
  public static Dataset<Row> documents(RunContext context, OptOut optOut) {
    Dataset<Row> documents = context.read(DocumentsTable.TABLE);
    List<Dataset<Row>> texts = optOut.copies() ? texts(context, optOut) : List.of();
    return texts.isEmpty() && optOut.list().isEmpty()
        ? documents.limit(0).select(col("document_id"), lit("").as(OptedOut.REASON))
        : OptedOut.of(documents, optOut.list(), texts);
  }

  /** Those of this run and, where a list says whose they are, of the earlier ones. */
  private static List<Dataset<Row>> texts(RunContext context, OptOut optOut) {
    List<Dataset<Row>> dropped = new ArrayList<>();
    context.readIfPublished(DroppedTable.TABLE).ifPresent(dropped::add);
    List<Dataset<Row>> documents = new ArrayList<>();
    if (!baseInputs(optOut).isEmpty()) {
      documents.add(context.read(DocumentsTable.TABLE));
      documents.addAll(context.readEarlierIfPublished(INGEST, DocumentsTable.TABLE));
      dropped.addAll(context.readEarlierIfPublished(INGEST, DroppedTable.TABLE));
    }
    List<Dataset<Row>> texts = new ArrayList<>();
    dropped.stream()
        .map(OptedOut::leftOutTexts)
        .filter(leftOut -> !leftOut.isEmpty())
        .forEach(texts::add);
    documents.forEach(each -> texts.add(OptedOut.deniedTexts(each, optOut.list())));
    return texts;
  }
}
