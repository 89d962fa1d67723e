package io.hornbook.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.sensitive.Redactor;
import io.hornbook.common.sensitive.SensitiveFinder;
import io.hornbook.common.sensitive.SensitiveSpan;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.DuplicatesTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Documents to look at: a few of each tenth of quality, of each reason, of each kind of duplicate
 * and of each benchmark's method. Personal data and secrets are masked in all that is shown.
 */
final class Samples {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** So much more is read than shown that a secret at the end is recognised as one. */
  private static final int MARGIN = 1_000;

  private static final int BYTES_BESIDE_A_FIND = 300;

  private final RunTables tables;
  private final ReportLimits limits;
  private final List<byte[]> ids = new ArrayList<>();

  Samples(RunTables tables, ReportLimits limits) {
    this.tables = tables;
    this.limits = limits;
  }

  /** Puts {@code tenths}, {@code reasons}, {@code duplicates}, {@code finds} and their texts. */
  void putInto(ObjectNode data) {
    if (limits.samples() == 0) {
      return;
    }
    int most = limits.samples();
    put(
        data.putArray("tenths"),
        tables.rows("score", "scores").map(t -> ReportTransforms.sampledByTenth(t, most)));
    put(
        data.putArray("reasons"),
        tables.rows("select", "selection").map(t -> ReportTransforms.sampledByReason(t, most)));
    put(
        data.putArray("duplicates"),
        tables
            .rows("dedup", "duplicates")
            .map(t -> ReportTransforms.sampledDuplicates(t, DuplicatesTable.EXACT, most)));
    data.set("finds", finds());
    data.set("documents", documents());
  }

  private void put(ArrayNode array, Optional<Dataset<Row>> samples) {
    samples.stream()
        .flatMap(rows -> rows.collectAsList().stream())
        .forEach(row -> add(array.addObject(), row));
  }

  private void add(ObjectNode shown, Row row) {
    for (String column : row.schema().fieldNames()) {
      add(shown, column, row.getAs(column));
    }
  }

  private void add(ObjectNode shown, String column, Object value) {
    if (value instanceof byte[] id) {
      ids.add(id);
      shown.put(column, HexFormat.of().formatHex(id));
    } else if (value instanceof scala.collection.Seq<?> many) {
      ArrayNode array = shown.putArray(column);
      scala.jdk.javaapi.CollectionConverters.asJava(many).forEach(x -> array.add(x.toString()));
    } else {
      shown.set(column, JSON.valueToTree(value));
    }
  }

  /** The documents by id. */
  private ObjectNode documents() {
    ObjectNode byId = JsonNodeFactory.instance.objectNode();
    tables
        .rows("ingest", "documents")
        .filter(documents -> !ids.isEmpty())
        .map(t -> ReportTransforms.beginnings(t, ids, limits.characters() + MARGIN))
        .ifPresent(rows -> rows.toJSON().collectAsList().forEach(json -> add(byId, object(json))));
    return byId;
  }

  private void add(ObjectNode byId, ObjectNode document) {
    String id = document.remove("id").asText();
    String text = Redactor.redact(document.path("text").asText());
    boolean isCut = text.length() > limits.characters();
    document.put("text", isCut ? text.substring(0, limits.characters()) : text);
    document.put("cut", isCut);
    byId.set(id, document);
  }

  private static ObjectNode object(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      return node.deepCopy();
    } catch (IOException e) {
      throw new DataException("Cannot read a row as JSON: " + e.getMessage(), e);
    }
  }

  private ArrayNode finds() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    List<Row> finds =
        tables
            .rows("decontaminate", "contamination")
            .map(t -> ReportTransforms.sampledFinds(t, limits.samples()).collectAsList())
            .orElse(List.of());
    List<byte[]> found = finds.stream().map(row -> row.<byte[]>getAs(ReportTransforms.ID)).toList();
    Map<String, Row> texts = new HashMap<>();
    tables
        .rows("ingest", "documents")
        .filter(documents -> !found.isEmpty())
        .map(t -> ReportTransforms.texts(t, found))
        .ifPresent(rows -> rows.collectAsList().forEach(row -> texts.put(row.getString(0), row)));
    finds.forEach(find -> add(all.addObject(), find, texts));
    return all;
  }

  private void add(ObjectNode shown, Row find, Map<String, Row> texts) {
    String id = HexFormat.of().formatHex(find.<byte[]>getAs(ReportTransforms.ID));
    shown.put("document_id", id);
    for (String name : List.of("benchmark", "item", "method")) {
      shown.put(name, find.<String>getAs(name));
    }
    shown.put("similarity", find.<Double>getAs("similarity"));
    shown.put("document_span", masked(find.getAs("document_span")));
    shown.put("item_span", masked(find.getAs("item_span")));
    if (texts.containsKey(id)) {
      shown.put("path", texts.get(id).<String>getAs("path"));
      byte[] text = texts.get(id).<String>getAs("text").getBytes(StandardCharsets.UTF_8);
      addInPlace(shown, text, find.getAs("document_start"), find.getAs("document_end"));
    }
  }

  /** What is found, and what stands beside it: a secret is known by the whole text alone. */
  private void addInPlace(ObjectNode shown, byte[] text, int start, int end) {
    List<SensitiveSpan> spans = SensitiveFinder.find(text);
    String before = masked(text, start - BYTES_BESIDE_A_FIND, start, spans);
    shown.put("before", before.substring(Math.max(0, before.length() - limits.characters())));
    shown.put("document_span", beginning(masked(text, start, end, spans)));
    shown.put("after", beginning(masked(text, end, end + BYTES_BESIDE_A_FIND, spans)));
  }

  private String masked(String text) {
    return beginning(Redactor.redact(text == null ? "" : text));
  }

  private String beginning(String text) {
    return text.substring(0, Math.min(text.length(), limits.characters()));
  }

  private static String masked(byte[] utf8, int from, int to, List<SensitiveSpan> spans) {
    int start = Math.min(Math.max(0, from), utf8.length);
    int end = Math.min(Math.max(start, to), utf8.length);
    return new String(Redactor.redact(utf8, start, end, spans), StandardCharsets.UTF_8);
  }
}
