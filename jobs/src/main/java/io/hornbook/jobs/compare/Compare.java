package io.hornbook.jobs.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.SelectionTable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Compares two runs; it writes nothing into either. */
public final class Compare {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SparkSession session;
  private final RunFolder first;
  private final RunFolder second;
  private final List<String> jobs;

  /**
   * @param jobs the names of all jobs, in the order in which they run; others that a folder holds
   *     are not compared
   * @throws ConfigurationException if a folder holds no result of any job
   */
  public Compare(SparkSession session, RunFolder first, RunFolder second, List<String> jobs) {
    this.session = session;
    this.first = checked(first);
    this.second = checked(second);
    this.jobs = List.copyOf(jobs);
  }

  private static RunFolder checked(RunFolder folder) {
    if (folder.manifests().isEmpty()) {
      throw new ConfigurationException(
          "Cannot compare %s: no job has published in it (name the folder that --run named)"
              .formatted(folder.root()));
    }
    return folder;
  }

  /** What changed, for a terminal. */
  public String text() {
    return ComparisonText.of(json());
  }

  /** What changed, as JSON. */
  public ObjectNode json() {
    ObjectNode comparison = JsonNodeFactory.instance.objectNode();
    comparison.putArray("runs").add(first.root().toString()).add(second.root().toString());
    ArrayNode compared = comparison.putArray("jobs");
    jobs.forEach(job -> compare(job, compared));
    Optional<Dataset<Row>> before = selection(first);
    Optional<Dataset<Row>> after = selection(second);
    if (before.isPresent() && after.isPresent()) {
      Dataset<Row> counts = CompareTransforms.countedByVerdicts(before.get(), after.get());
      comparison.set("documents", documents(counts.collectAsList()));
    }
    return comparison;
  }

  Optional<Dataset<Row>> selection(RunFolder folder) {
    return new RunTables(session, folder).rows("select", SelectionTable.TABLE);
  }

  private void compare(String job, ArrayNode compared) {
    Optional<Manifest> before = first.manifest(job);
    Optional<Manifest> after = second.manifest(job);
    if (before.isPresent() && after.isPresent()) {
      compare(compared.addObject().put("name", job), before.get(), after.get());
    } else if (before.isPresent() || after.isPresent()) {
      RunFolder only = before.isPresent() ? first : second;
      compared.addObject().put("name", job).put("state", "only in " + only.root());
    }
  }

  private static void compare(ObjectNode job, Manifest before, Manifest after) {
    ObjectNode config = Differences.of(before.config(), after.config());
    boolean isSame = before.digest().equals(after.digest()) && config.isEmpty();
    job.put("state", isSame ? "same" : "changed");
    if (!isSame) {
      job.set("config", config);
      job.set(
          "counts",
          Differences.of(
              JSON.valueToTree(before.accounting()), JSON.valueToTree(after.accounting())));
      job.set("metrics", Differences.of(before.metrics(), after.metrics()));
    }
  }

  private static ObjectNode documents(List<Row> counts) {
    long keptBefore = 0;
    long keptAfter = 0;
    long both = 0;
    SortedMap<String, Long> lost = new TreeMap<>();
    SortedMap<String, Long> gained = new TreeMap<>();
    for (Row row : counts) {
      String before = row.getAs("first");
      String after = row.getAs("second");
      long documents = row.<Long>getAs("documents");
      keptBefore += before == null ? documents : 0;
      keptAfter += after == null ? documents : 0;
      if (before == null && after == null) {
        both += documents;
      } else if (before == null) {
        lost.merge(after, documents, Long::sum);
      } else if (after == null) {
        gained.merge(before, documents, Long::sum);
      }
    }
    ObjectNode documents = JsonNodeFactory.instance.objectNode();
    documents.put("first", keptBefore).put("second", keptAfter).put("both", both);
    documents.set("lost", JSON.valueToTree(lost));
    documents.set("gained", JSON.valueToTree(gained));
    return documents;
  }
}
