package io.hornbook.jobs.takedown;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.optout.DenyEntry;
import java.util.List;

/** Reports as JSON; what is unknown is left out. */
public final class ReportJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ReportJson() {}

  /**
   * A report: {@code documents}, {@code held}, {@code not_rewritten} and {@code rewritten}.
   *
   * @param rewritten empty, if nothing was
   */
  public static ObjectNode of(Report report, List<Rewritten> rewritten) {
    ObjectNode node = JSON.objectNode();
    ArrayNode documents = node.putArray("documents");
    report.documents().forEach(document -> documents.add(of(document)));
    ArrayNode held = node.putArray("held");
    report.held().forEach(each -> held.add(of(each)));
    ArrayNode left = node.putArray("not_rewritten");
    for (Report.Left each : report.notRewritten()) {
      table(left.addObject(), each.run(), each.job(), each.table(), each.rows())
          .put("holds", each.holds());
    }
    ArrayNode tables = node.putArray("rewritten");
    rewritten.forEach(each -> tables.add(of(each)));
    return node;
  }

  static ObjectNode of(DenyEntry entry) {
    ObjectNode node = JSON.objectNode();
    put(node, "repository", entry.repository());
    put(node, "author", entry.author());
    put(node, "path", entry.path());
    put(node, "content_sha256", entry.contentSha256());
    put(node, "request", entry.request());
    put(node, "date", entry.date());
    put(node, "reason", entry.reason());
    return node;
  }

  static ObjectNode of(FoundDocument document) {
    ObjectNode node = JSON.objectNode();
    node.put("document_id", document.id()).put("run", document.run());
    put(node, "source", document.source());
    put(node, "repository", document.repository());
    put(node, "path", document.path());
    put(node, "reason", document.reason());
    document.entry().ifPresent(entry -> node.set("entry", of(entry)));
    return node;
  }

  static ObjectNode of(Rewritten table) {
    return table(JSON.objectNode(), table.run(), table.job(), table.table(), table.rows())
        .put("attempt_before", table.attemptBefore())
        .put("attempt_after", table.attemptAfter())
        .put("digest_before", table.digestBefore())
        .put("digest_after", table.digestAfter());
  }

  private static ObjectNode of(Held held) {
    ObjectNode node =
        table(JSON.objectNode(), held.run(), held.job(), held.table(), held.rows())
            .put("file", held.file());
    ArrayNode ids = node.putArray("documents");
    held.documents().forEach(ids::add);
    return node;
  }

  private static ObjectNode table(
      ObjectNode node, String run, String job, String table, long rows) {
    return node.put("run", run).put("job", job).put("table", table).put("rows", rows);
  }

  private static void put(ObjectNode node, String key, String value) {
    if (value != null) {
      node.put(key, value);
    }
  }
}
