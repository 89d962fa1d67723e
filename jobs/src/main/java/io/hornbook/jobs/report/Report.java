package io.hornbook.jobs.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.ScoreFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a run has come to, as one page to look at; it writes nothing into the run. */
public final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunFolder folder;
  private final RunTables tables;
  private final JobFacts jobs;
  private final ReportLimits limits;

  /**
   * @param jobs the names of all jobs, in the order in which they run: one that has published
   *     nothing is named as such
   * @throws ConfigurationException if there is no such folder
   */
  public Report(SparkSession session, RunFolder folder, List<String> jobs, ReportLimits limits) {
    if (folder.storage().children(folder.root()).isEmpty()) {
      throw new ConfigurationException(
          "Cannot report on %s: there is no run in it (name the folder that --run named)"
              .formatted(folder.root()));
    }
    this.folder = folder;
    this.tables = new RunTables(session, folder);
    this.jobs = new JobFacts(folder, jobs);
    this.limits = limits;
  }

  /**
   * The report as one HTML page that fetches nothing. Its size is bounded by the limits, not by the
   * run.
   *
   * @param written when it is written, for the page to say
   */
  public String html(Instant written) {
    return ReportPage.of(json(written));
  }

  /** What the page shows, as JSON. */
  public ObjectNode json(Instant written) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("run", folder.root().getName()).put("written", written.toString());
    data.set("jobs", jobs.json());
    ArrayNode notes = data.putArray("notes");
    section(notes, () -> thresholds(data));
    section(notes, () -> shares(data.putObject("shares")));
    section(notes, () -> new Samples(tables, limits).putInto(data));
    return data;
  }

  /** A table that is damaged leaves the rest to be seen. */
  private static void section(ArrayNode notes, Runnable section) {
    try {
      section.run();
    } catch (DataException e) {
      notes.add(e.getMessage());
    }
  }

  private void thresholds(ObjectNode data) {
    jobs.manifest("score")
        .flatMap(this::thresholdFile)
        .ifPresent(
            json -> {
              try {
                data.set("thresholds", JSON.readTree(json).path("rows"));
              } catch (IOException e) {
                throw new DataException("Cannot read the thresholds: " + e.getMessage(), e);
              }
            });
  }

  private Optional<byte[]> thresholdFile(Manifest score) {
    return score.artifacts().stream()
        .filter(file -> file.path().endsWith("/" + ScoreFiles.THRESHOLDS))
        .findFirst()
        .flatMap(file -> folder.storage().read(new Path(folder.root(), file.path())));
  }

  private void shares(ObjectNode shares) {
    Optional<Dataset<Row>> selection = tables.rows("select", "selection");
    Optional<Dataset<Row>> documents =
        tables
            .rows("ingest", "documents")
            .map(
                rows ->
                    selection
                        .map(verdicts -> ReportTransforms.withVerdict(rows, verdicts))
                        .orElseGet(() -> ReportTransforms.withoutVerdict(rows)));
    documents.ifPresent(
        rows -> {
          Map.of("sources", "source", "languages", "language", "repositories", "repository")
              .forEach((name, column) -> shares.set(name, counted(rows, column)));
          shares.set("licences", counted(ReportTransforms.byLicence(rows), "licence"));
        });
  }

  private ArrayNode counted(Dataset<Row> rows, String column) {
    ArrayNode counts = JsonNodeFactory.instance.arrayNode();
    for (Row row : ReportTransforms.counted(rows, column, limits.groups()).collectAsList()) {
      ObjectNode count = counts.addObject().put("name", row.<String>getAs("name"));
      count.put("documents", row.<Long>getAs("documents"));
      count.put("bytes", row.<Long>getAs("bytes"));
      count.put("kept", row.<Long>getAs("kept"));
    }
    return counts;
  }
}
