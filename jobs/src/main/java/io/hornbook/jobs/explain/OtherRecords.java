package io.hornbook.jobs.explain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.jobs.run.RunTables;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;

/**
 * Records that are no documents of the run: in quarantine, left out by a rule or a deny-list, or
 * held by an earlier run.
 */
final class OtherRecords {
  private static final Pattern ID = Pattern.compile("\\p{XDigit}{32}");

  private final RunTables tables;

  OtherRecords(RunTables tables) {
    this.tables = tables;
  }

  /**
   * What is known of those that the query names: the id of a document of an earlier run, or the
   * path, the file or the end of either; at most {@link Explanations#MOST} of each table.
   */
  List<ObjectNode> of(String query) {
    List<ObjectNode> found = new ArrayList<>();
    if (ID.matcher(query).matches()) {
      Column known = col("document_id").equalTo(lit(HexFormat.of().parseHex(query)));
      found.addAll(records("ingest", "known_documents", known, "document_id"));
    }
    Column inFile = isCalled("origin", query);
    found.addAll(records("ingest", "quarantine", inFile, "origin", "offset"));
    found.addAll(records("label", "quarantine", inFile, "origin", "offset"));
    found.addAll(
        records("ingest", "dropped", inFile.or(isCalled("path", query)), "origin", "path"));
    return found;
  }

  private static Column isCalled(String column, String query) {
    return col(column).equalTo(query).or(col(column).endsWith("/" + query));
  }

  private List<ObjectNode> records(String job, String table, Column condition, String... order) {
    Column[] columns = java.util.Arrays.stream(order).map(each -> col(each)).toArray(Column[]::new);
    return tables.rows(job, table).stream()
        .map(rows -> rows.where(condition).orderBy(columns).limit(Explanations.MOST))
        .flatMap(rows -> rows.collectAsList().stream())
        .map(row -> record(job, table, RowJson.of(row, "")))
        .toList();
  }

  private static ObjectNode record(String job, String table, ObjectNode row) {
    ObjectNode record = JsonNodeFactory.instance.objectNode().put("job", job).put("table", table);
    record.set("record", row);
    return record;
  }
}
