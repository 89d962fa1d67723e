package io.hornbook.jobs.dedup;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.minhash.LshParameters;
import io.hornbook.common.similarity.Threshold;
import io.hornbook.common.survivor.SurvivorRank;
import io.hornbook.common.token.Tokenizer;
import io.hornbook.jobs.evidence.Scope;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** The section {@code dedup} of the config. */
public record DedupConfig(
    @JsonPropertyDescription("what counts as a token: words-1 or words-and-punctuation-1")
        String tokenizer,
    @JsonPropertyDescription("tokens a shingle, at least 1") int shingleLength,
    @JsonPropertyDescription(
            "distinct shingles, at least 1; a document with more takes part in exact deduplication alone")
        int maxShingles,
    @JsonPropertyDescription(
            "Jaccard similarity of shingle sets from which two documents are near-duplicates, above 0 and below 1")
        BigDecimal threshold,
    @JsonPropertyDescription(
            "Jaccard similarity at which max-miss holds, from threshold to below 1")
        double missAt,
    @JsonPropertyDescription(
            "largest probability that a pair at miss-at never becomes a candidate, in (0, 1)")
        double maxMiss,
    @JsonPropertyDescription("components a signature at most, 1 to 4096") int maxComponents,
    @JsonPropertyDescription(
            "whether comments count for nothing when normalised texts are compared")
        boolean foldComments,
    @JsonPropertyDescription(
            "the documents among which a duplicate is one: global, source, or repository_snapshot (one revision of one repository of a source)")
        Scope scope,
    @JsonPropertyDescription(
            "sources, best first: the first part of the survivor order; sources that are not named come after them; at most 255")
        List<String> sourceOrder,
    @JsonPropertyDescription("how a bucket of documents that share a band becomes pairs")
        Buckets buckets,
    @JsonPropertyDescription("the schedule that finds the survivors; no result depends on it")
        Schedule schedule)
    implements Serializable {

  /** How buckets become pairs. */
  public record Buckets(
      @JsonPropertyDescription("members up to which all pairs are candidates, at least 2")
          int allPairsUpTo,
      @JsonPropertyDescription(
              "in a larger bucket, how many of the first by rank meet every later member, 1 to all-pairs-up-to")
          int hubs,
      @JsonPropertyDescription(
              "how often the survivors are computed at most, each time with the pairs of survivors that share a large bucket, at least 1")
          int passes,
      @JsonPropertyDescription(
              "members from which a bucket is an alarm in the metrics and the log, at least 2")
          long alarmFrom)
      implements Serializable {
    public Buckets {
      check(allPairsUpTo >= 2, "all-pairs-up-to", allPairsUpTo, "at least 2");
      check(hubs >= 1 && hubs <= allPairsUpTo, "hubs", hubs, "1 to all-pairs-up-to");
      check(passes >= 1, "passes", passes, "at least 1");
      check(alarmFrom >= 2, "alarm-from", alarmFrom, "at least 2");
    }
  }

  /** When the search for survivors turns from parallel rounds to sequential work. */
  public record Schedule(
      @JsonPropertyDescription("parallel rounds at most, at least 0") int rounds,
      @JsonPropertyDescription(
              "open edges up to which one task decides the rest without looking for components, at least 0")
          long sequentialEdges)
      implements Serializable {
    public Schedule {
      check(rounds >= 0, "rounds", rounds, "at least 0");
      check(sequentialEdges >= 0, "sequential-edges", sequentialEdges, "at least 0");
    }
  }

  public DedupConfig {
    Tokenizer.of(tokenizer);
    check(shingleLength >= 1, "shingle-length", shingleLength, "at least 1");
    check(maxShingles >= 1, "max-shingles", maxShingles, "at least 1");
    Threshold.of(threshold);
    LshParameters.choose(threshold.doubleValue(), missAt, maxMiss, maxComponents);
    sourceOrder = List.copyOf(sourceOrder);
    check(
        sourceOrder.size() <= SurvivorRank.MAX_SOURCE,
        "source-order",
        sourceOrder.size() + " sources",
        "at most " + SurvivorRank.MAX_SOURCE);
    check(
        Set.copyOf(sourceOrder).size() == sourceOrder.size(),
        "source-order",
        sourceOrder,
        "each source once");
  }

  private static void check(boolean valid, String key, Object value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (expected %s)".formatted(key, value, expected));
    }
  }

  /** The similarity that a near-duplicate reaches, exactly as written. */
  Threshold exactThreshold() {
    return Threshold.of(threshold);
  }

  /** The bands that keep {@code max-miss} with the least work in vain. */
  LshParameters banding() {
    return LshParameters.choose(threshold.doubleValue(), missAt, maxMiss, maxComponents);
  }
}
