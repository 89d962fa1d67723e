package io.hornbook.jobs.takedown;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.optout.DenyList;
import io.hornbook.jobs.run.RunFolder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The evidence of a takedown, as JSON; the package description says what stands in it.
 *
 * @param list what was looked for
 * @param copies whether copies were, too
 * @param time when it ended
 */
record TakedownRecord(DenyList list, boolean copies, Instant time) {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Writes it into each run that was rewritten. */
  void write(List<RunFolder> runs, Report report, List<Rewritten> rewritten) {
    byte[] json =
        (json(report, rewritten).toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    for (RunFolder run : runs) {
      if (rewritten.stream().anyMatch(each -> each.run().equals(run.root().toString()))) {
        Path file = new Path(run.root(), "takedowns/" + NAME.format(time) + ".json");
        run.storage().write(file, json);
      }
    }
  }

  private ObjectNode json(Report report, List<Rewritten> rewritten) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("schema", "hornbook/takedown/1").put("time", time.toString());
    record.put("deny_list", list.digest()).put("copies", copies);
    ArrayNode entries = record.putArray("entries");
    report.documents().stream()
        .map(FoundDocument::entry)
        .flatMap(Optional::stream)
        .distinct()
        .forEach(entry -> entries.add(ReportJson.of(entry)));
    ArrayNode documents = record.putArray("documents");
    report.documents().forEach(document -> documents.add(ReportJson.of(document)));
    ArrayNode tables = record.putArray("rewritten");
    rewritten.forEach(each -> tables.add(ReportJson.of(each)));
    return record;
  }
}
