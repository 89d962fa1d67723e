package io.hornbook.jobs.label;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.label.Agreement;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.sensitive.Redactor;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.LabelsTable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Has people judge what an annotator has judged: texts go out on a sheet, as many of each score as
 * there can be, and come back with people's scores. How far both agree is kept beside the labels,
 * in {@code <run>/label/audit.json}.
 */
public final class Audit {
  private static final int SCORES = 6;

  private final SparkSession session;
  private final RunFolder folder;
  private final Manifest labels;

  /**
   * @throws ConfigurationException if the run has no labels
   */
  public Audit(SparkSession session, RunFolder folder) {
    this.session = session;
    this.folder = folder;
    this.labels = folder.published("label");
  }

  /**
   * Writes a sheet of texts, redacted, unless there is one of that name.
   *
   * @param size how many texts, at least 1: the same number of each score, as far as there are
   * @param seed of the choice among texts of one score
   * @return how many texts it has
   */
  public int write(Path sheet, int size, long seed) {
    if (size < 1) {
      throw new ConfigurationException("Invalid --size: " + size + " (expected at least 1)");
    }
    Dataset<Row> chosen =
        LabelTransforms.evenly(labels(), ofEachScore(size), seed).select("content_sha256");
    Map<String, AuditSheet.Sheet> rows = new LinkedHashMap<>();
    for (Row row : withText(chosen).collectAsList()) {
      String content = HexFormat.of().formatHex(row.getAs("content_sha256"));
      rows.putIfAbsent(
          content,
          new AuditSheet.Sheet(
              content,
              row.getAs("source"),
              row.getAs("path"),
              row.getAs("language"),
              Redactor.redact(row.getAs("text"))));
    }
    if (!folder.storage().writeIfAbsent(sheet, AuditSheet.write(List.copyOf(rows.values())))) {
      throw new ConfigurationException(
          "Cannot write the audit %s: there is a file of that name, which may hold scores"
              .formatted(sheet));
    }
    return rows.size();
  }

  /** The fewest texts of each score that make {@code size}, as far as there are so many. */
  private int ofEachScore(int size) {
    List<Long> counts =
        labels().groupBy("score").count().collectAsList().stream()
            .map(row -> row.getLong(1))
            .toList();
    int each = 1;
    while (each < size && taken(counts, each) < size) {
      each++;
    }
    return each;
  }

  private static long taken(List<Long> counts, int each) {
    return counts.stream().mapToLong(count -> Math.min(count, each)).sum();
  }

  /** As many rows as the sheet has; in the order of the hashes, which says nothing of scores. */
  private Dataset<Row> withText(Dataset<Row> chosen) {
    Dataset<Row> documents =
        new RunTables(session, folder).rows("ingest", DocumentsTable.TABLE).orElseThrow();
    return documents
        .select("content_sha256", "source", "path", "language", "text")
        .join(broadcast(chosen), "content_sha256")
        .orderBy("content_sha256", "source", "path");
  }

  private Dataset<Row> labels() {
    return new RunTables(session, folder)
        .rows("label", LabelsTable.TABLE)
        .orElseThrow()
        .where(col("replicate").equalTo(0));
  }

  /**
   * Compares a sheet that has come back with the labels, and keeps what comes of it.
   *
   * @return what is kept: the agreement of people with the annotator, and a row of counts for each
   *     score of the annotator's
   * @throws DataException if the sheet holds no scores, or scores of texts without a label
   */
  public ObjectNode read(Path sheet) {
    byte[] csv =
        folder
            .storage()
            .read(sheet)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "Cannot read the audit %s: there is no such file".formatted(sheet)));
    Map<String, Integer> human = AuditSheet.read(sheet.toString(), csv);
    List<Agreement.Pair> pairs = new ArrayList<>();
    long[][] counts = new long[SCORES][SCORES];
    for (Row row : labels().select("content_sha256", "score").collectAsList()) {
      Integer judged = human.get(HexFormat.of().formatHex(row.getAs("content_sha256")));
      if (judged != null) {
        pairs.add(new Agreement.Pair(row.getAs("score"), judged));
        counts[row.<Integer>getAs("score")][judged]++;
      }
    }
    if (pairs.isEmpty() || pairs.size() < human.size()) {
      throw new DataException(
          "Cannot use the audit %s: of its %d scores, %d are of a text that the run has labelled"
              .formatted(sheet, human.size(), pairs.size()));
    }
    ObjectNode result = result(Sha256.of(csv).hex(), pairs, counts);
    folder.storage().write(path(folder), (result.toPrettyString() + "\n").getBytes(UTF_8));
    return result;
  }

  private ObjectNode result(String sheet, List<Agreement.Pair> pairs, long[][] counts) {
    ObjectNode result =
        Figures.node().put("labels_digest", labels.digest()).put("sheet_sha256", sheet);
    result.set("agreement", Figures.of(Agreement.of(pairs)));
    ArrayNode rows = result.putArray("human_by_annotator_score");
    for (long[] row : counts) {
      ArrayNode cells = rows.addArray();
      for (long count : row) {
        cells.add(count);
      }
    }
    return result;
  }

  /** Where the agreement with people lies. */
  public static Path path(RunFolder folder) {
    return new Path(folder.job("label"), "audit.json");
  }
}
