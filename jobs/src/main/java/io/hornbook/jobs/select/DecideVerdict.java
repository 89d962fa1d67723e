package io.hornbook.jobs.select;

import io.hornbook.common.rule.Verdict;
import io.hornbook.common.rule.Verdict.Evidence;
import io.hornbook.common.rule.Verdict.Thresholds;
import io.hornbook.jobs.table.DuplicatesTable;
import io.hornbook.jobs.table.SemanticDuplicatesTable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.api.java.UDF5;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The reasons of a document's verdict, from its opt-out, its gates' reasons, duplicate kind,
 * quality and contamination.
 */
final class DecideVerdict
    implements UDF5<String, Seq<String>, String, Double, Boolean, List<String>> {
  private final double quality;

  DecideVerdict(Thresholds thresholds) {
    this.quality = thresholds.quality();
  }

  @Override
  public List<String> call(
      String optOut, Seq<String> gates, String kind, Double score, Boolean contaminated) {
    Evidence evidence =
        new Evidence(
            Optional.ofNullable(optOut),
            List.copyOf(CollectionConverters.asJava(gates)),
            Optional.ofNullable(kind).map(DecideVerdict::reason),
            score == null ? OptionalDouble.empty() : OptionalDouble.of(score),
            Boolean.TRUE.equals(contaminated));
    return Verdict.of(evidence, new Thresholds(quality)).reasons();
  }

  private static String reason(String kind) {
    return switch (kind) {
      case DuplicatesTable.EXACT -> Verdict.EXACT_DUPLICATE;
      case DuplicatesTable.NORMALISED -> Verdict.NORMALISED_DUPLICATE;
      case DuplicatesTable.NEAR -> Verdict.NEAR_DUPLICATE;
      case SemanticDuplicatesTable.KIND -> Verdict.SEMANTIC_DUPLICATE;
      default ->
          throw new IllegalArgumentException(
              "Invalid kind: %s (expected one of %s or %s)"
                  .formatted(kind, DuplicatesTable.KINDS, SemanticDuplicatesTable.KIND));
    };
  }
}
