package io.hornbook.jobs.dedup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.minhash.SimilaritySketch;
import io.hornbook.common.normal.TextNormaliser;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What two runs must agree on for the bands, shingles and keys of one to mean the same in the
 * other. Seed and buckets are the runner's to check.
 *
 * @param values as in the metrics of {@code index}
 */
record IndexSettings(ObjectNode values) {
  private static final String SETTINGS = "settings";

  static IndexSettings of(DedupConfig config) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    values.put("tokenizer", config.tokenizer());
    values.put("shingle_length", config.shingleLength());
    values.put("max_shingles", config.maxShingles());
    values.put("threshold", config.threshold().stripTrailingZeros().toPlainString());
    values.put("signature", SimilaritySketch.id());
    values.put("bands", config.banding().bands());
    values.put("rows", config.banding().rows());
    values.put("normal_form", new TextNormaliser(config.foldComments()).id());
    values.put("scope", config.scope().name().toLowerCase(java.util.Locale.ROOT));
    return new IndexSettings(values);
  }

  void addTo(ObjectNode metrics) {
    metrics.set(SETTINGS, values);
  }

  /**
   * Checks an index of an earlier run.
   *
   * @param metrics of its {@code index}
   * @throws ConfigurationException if it was made by other settings
   */
  void check(String run, JsonNode metrics) {
    JsonNode others = metrics.path(SETTINGS);
    List<String> different =
        names(values, others)
            .filter(name -> !values.path(name).equals(others.path(name)))
            .map(
                name ->
                    "%s %s there and %s here".formatted(name, others.path(name), values.path(name)))
            .toList();
    if (!different.isEmpty()) {
      throw new ConfigurationException(
          "Cannot deduplicate against the base run %s: its index was made with other settings (%s)"
              .formatted(run, String.join(", ", different)));
    }
  }

  private static Stream<String> names(ObjectNode first, JsonNode second) {
    Iterable<String> others = second::fieldNames;
    return Stream.concat(
            first.propertyStream().map(entry -> entry.getKey()),
            StreamSupport.stream(others.spliterator(), false))
        .distinct();
  }
}
