package io.hornbook.jobs.explain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.SemanticDuplicatesTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** Gathers what the tables of a run say of documents. */
final class Explanations {
  /** As many as fit on a screen; a path that more documents have is not worth listing. */
  static final int MOST = 50;

  private static final Pattern ID = Pattern.compile("\\p{XDigit}{32}");
  private static final Pattern SHA256 = Pattern.compile("\\p{XDigit}{64}");
  private static final String SEMANTIC = "semantic-dedup";
  private static final String KEY = "document_id";

  private final RunTables tables;

  Explanations(RunTables tables) {
    this.tables = tables;
  }

  /** What is known of every document that the query names, by id; at most {@link #MOST}. */
  List<ObjectNode> of(String query) {
    List<ObjectNode> explanations = new ArrayList<>();
    for (Row document : documents(query)) {
      explanations.add(explain(document));
    }
    return explanations;
  }

  private List<Row> documents(String query) {
    List<Row> found = List.of();
    if (ID.matcher(query).matches()) {
      found = documents(col(KEY).equalTo(binary(query)));
    } else if (SHA256.matcher(query).matches()) {
      Column content = col("content_sha256").equalTo(binary(query));
      found = documents(content.or(col("text_sha256").equalTo(binary(query))));
    }
    // A file may well be called like a hash.
    return found.isEmpty()
        ? documents(col("path").equalTo(query).or(col("path").endsWith("/" + query)))
        : found;
  }

  private List<Row> documents(Column condition) {
    return tables.rows("ingest", "documents").stream()
        .map(rows -> rows.where(condition).drop("text").orderBy(KEY).limit(MOST))
        .flatMap(rows -> rows.collectAsList().stream())
        .toList();
  }

  private ObjectNode explain(Row document) {
    byte[] id = document.getAs(KEY);
    ArrayNode notRun = JsonNodeFactory.instance.arrayNode();
    ObjectNode explanation = JsonNodeFactory.instance.objectNode();
    explanation.put(KEY, HexFormat.of().formatHex(id));
    explanation.set("document", RowJson.of(document, KEY));
    addOne(explanation, "signals", rows("measure", "signals", id, notRun));
    addDuplicate(explanation, "duplicate", rows("dedup", "duplicates", id, notRun));
    // Optional: no reader misses what was not asked for.
    ArrayNode optional = JsonNodeFactory.instance.arrayNode();
    addDuplicate(
        explanation, "semantic_duplicate", rows(SEMANTIC, "semantic_duplicates", id, optional));
    addAll(explanation, "stands_for", victims(id));
    addAll(explanation, "labels", labels(document.getAs("content_sha256"), notRun));
    addOne(explanation, "score", rows("score", "scores", id, notRun));
    addAll(explanation, "contamination", json(rows("decontaminate", "contamination", id, notRun)));
    addOne(explanation, "selection", rows("select", "selection", id, notRun));
    addShard(explanation, id, notRun);
    explanation.set("not_run", notRun);
    return explanation;
  }

  private void addDuplicate(ObjectNode explanation, String name, List<Row> duplicate) {
    for (Row row : duplicate) {
      ObjectNode told = RowJson.of(row, KEY);
      documents(col(KEY).equalTo(lit(row.getAs("survivor_id"))))
          .forEach(survivor -> told.set("survivor", RowJson.of(survivor, KEY)));
      if (!DuplicatesTable.EXACT.equals(told.path("kind").asText())) {
        addDiff(told, text(row.getAs("survivor_id")), text(row.getAs(KEY)));
      }
      explanation.set(name, told);
    }
  }

  /** A survivor of an earlier run is not in this one's documents. */
  private static void addDiff(
      ObjectNode told, Optional<TextDiff.Named> from, Optional<TextDiff.Named> to) {
    if (from.isPresent() && to.isPresent()) {
      ArrayNode lines = told.putArray("diff");
      TextDiff.of(from.get(), to.get()).forEach(lines::add);
    }
  }

  private Optional<TextDiff.Named> text(byte[] id) {
    return tables.rows("ingest", "documents").stream()
        .map(rows -> rows.where(col(KEY).equalTo(lit(id))).select("path", "text"))
        .flatMap(rows -> rows.collectAsList().stream())
        .map(row -> new TextDiff.Named(row.getString(0), row.getString(1)))
        .findFirst();
  }

  /** The documents that this one stands for. */
  private List<ObjectNode> victims(byte[] id) {
    return Stream.concat(
            tables.rows("dedup", "duplicates").stream(),
            tables.rows(SEMANTIC, "semantic_duplicates").stream()
                .map(rows -> rows.withColumn("kind", lit(SemanticDuplicatesTable.KIND))))
        .map(rows -> rows.where(col("survivor_id").equalTo(lit(id))).orderBy(KEY).limit(MOST))
        .flatMap(rows -> rows.collectAsList().stream())
        .map(row -> RowJson.of(row, "survivor_id"))
        .toList();
  }

  /** Labels are about a text, whichever documents have it. */
  private List<ObjectNode> labels(byte[] contentSha256, ArrayNode notRun) {
    Column same = col("content_sha256").equalTo(lit(contentSha256));
    return json(rows("label", "labels", same, notRun));
  }

  private void addShard(ObjectNode explanation, byte[] id, ArrayNode notRun) {
    if (tables.columns("export", "corpus").isEmpty()) {
      notRun.add("export");
      return;
    }
    for (String table : List.of("corpus", "held_out")) {
      tables.rows("export", table).stream()
          .map(rows -> rows.where(col(KEY).equalTo(lit(id))))
          .flatMap(rows -> rows.select(input_file_name()).collectAsList().stream())
          .forEach(
              row ->
                  explanation
                      .put("shard", new Path(row.getString(0)).getName())
                      .put("held_out", table.equals("held_out")));
    }
  }

  private List<Row> rows(String job, String table, byte[] id, ArrayNode notRun) {
    return rows(job, table, col(KEY).equalTo(lit(id)), notRun);
  }

  private List<Row> rows(String job, String table, Column condition, ArrayNode notRun) {
    if (tables.columns(job, table).isEmpty()) {
      notRun.add(job);
      return List.of();
    }
    return tables.rows(job, table).stream()
        .flatMap(rows -> rows.where(condition).collectAsList().stream())
        .toList();
  }

  private static void addOne(ObjectNode explanation, String name, List<Row> rows) {
    rows.forEach(row -> explanation.set(name, RowJson.of(row, KEY)));
  }

  private static void addAll(ObjectNode explanation, String name, List<ObjectNode> rows) {
    if (!rows.isEmpty()) {
      explanation.putArray(name).addAll(rows);
    }
  }

  /** In the order of their text, so that two runs read alike. */
  private static List<ObjectNode> json(List<Row> rows) {
    return rows.stream()
        .map(row -> RowJson.of(row, KEY))
        .sorted(Comparator.comparing(ObjectNode::toString))
        .toList();
  }

  private static Column binary(String hex) {
    return lit(HexFormat.of().parseHex(hex));
  }
}
