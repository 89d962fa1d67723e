package io.hornbook.jobs.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.manifest.Accounting;
import java.util.Map;

/**
 * What a job reports beside its tables.
 *
 * @param accounting where every record went; the runner refuses one that does not add up
 * @param metrics what the job measured, for the manifest and the report
 * @param digests digests of results that are no tables, such as a forest, by name
 */
public record Outcome(Accounting accounting, ObjectNode metrics, Map<String, String> digests) {
  public Outcome {
    digests = Map.copyOf(digests);
  }

  /** An outcome whose results are all tables. */
  public static Outcome of(Accounting accounting, ObjectNode metrics) {
    return new Outcome(accounting, metrics, Map.of());
  }
}
