package io.hornbook.jobs.label;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.label.RecordedLabels;
import io.hornbook.common.label.RecordedLabels.Line;
import io.hornbook.common.label.RecordedLabels.Recorded;
import io.hornbook.common.label.RecordedLabels.Rejected;
import io.hornbook.jobs.label.LabelRows.Content;
import io.hornbook.jobs.label.LabelRows.Label;
import io.hornbook.jobs.label.LabelRows.Origin;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.DocumentsTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Replays a file of labels: each label of a document's text is kept, whatever became of it. Length
 * deciles of the strata are those of the labelled texts, which alone are read to the driver.
 */
final class RecordedLabelling {
  private static final StructType HASHES = StructType.fromDDL("content_sha256 BINARY");

  private final String name;
  private final byte[] file;
  private final String annotator;

  /**
   * @param name the file's name, for the quarantine
   */
  RecordedLabelling(String name, byte[] file) {
    this.name = name;
    this.file = file;
    this.annotator = "recorded@" + Sha256.of(file).hex().substring(0, 16);
  }

  /** The annotator: the file's hash stands for whoever made the labels. */
  String annotator() {
    return annotator;
  }

  /**
   * The rows of the labels that no earlier run has.
   *
   * @param earlier the labels of the earlier runs of the chain
   */
  LabelRows rows(RunContext context, Dataset<Row> earlier) {
    List<Line> lines = new ArrayList<>();
    RecordedLabels.read(file, lines::add);
    Set<Sha256> known = contents(earlier.select("content_sha256").distinct());
    Map<Sha256, Stratum> found = found(context, lines);
    LabelRows rows = new LabelRows(lines.stream().mapToLong(Line::labels).sum());
    for (Line line : lines) {
      if (line instanceof Recorded label && known.contains(label.content())) {
        rows.drop("in_base_run", line.labels());
      } else if (line instanceof Recorded label && found.containsKey(label.content())) {
        rows.count(found.get(label.content()), label.score());
        add(rows, label);
      } else if (line instanceof Recorded label) {
        quarantine(
            rows, line, "label_without_document", label.content().hex() + " is of no document");
      } else if (line instanceof Rejected rejected) {
        quarantine(rows, line, rejected.reason(), rejected.error());
      }
    }
    return rows;
  }

  /** The strata of the labelled texts that are of a document. */
  private static Map<Sha256, Stratum> found(RunContext context, List<Line> lines) {
    List<Row> hashes = new ArrayList<>();
    for (Line line : lines) {
      if (line instanceof Recorded label) {
        hashes.add(RowFactory.create((Object) label.content().bytes()));
      }
    }
    Dataset<Row> labelled = context.session().createDataFrame(hashes, HASHES);
    Dataset<Row> texts =
        context.scratch(
            "labelled_texts",
            LabelTransforms.found(
                LabelTransforms.evidence(context.read(DocumentsTable.TABLE)), labelled));
    Map<Sha256, Stratum> strata = new HashMap<>();
    LabelTransforms.withStratum(texts, Sample.deciles(texts))
        .select("content_sha256", "source", "language", "decile")
        .collectAsList()
        .forEach(
            row ->
                strata.put(
                    Sha256.wrap(row.getAs(0)),
                    new Stratum(row.getString(1), row.getString(2), row.getInt(3))));
    return strata;
  }

  /** As many as there are labels. */
  private static Set<Sha256> contents(Dataset<Row> hashes) {
    Set<Sha256> contents = new HashSet<>();
    hashes.collectAsList().forEach(row -> contents.add(Sha256.wrap(row.getAs(0))));
    return contents;
  }

  private void add(LabelRows rows, Recorded label) {
    Content content = new Content(label.content().hex());
    String reasoning = label.reasoning().orElse(null);
    rows.add(label(content, 0, label.score(), reasoning));
    label.secondScore().ifPresent(second -> rows.add(label(content, 1, second, null)));
  }

  private Label label(Content content, int replicate, int score, String reasoning) {
    return new Label(content, annotator, replicate, score, reasoning, null, null, null, null, null);
  }

  private void quarantine(LabelRows rows, Line line, String reason, String error) {
    rows.quarantine(
        new Origin("recorded", name, line.offset(), reason, error), line.head(file), line.labels());
  }
}
