package io.hornbook.common.classifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * What every threshold would keep of a corpus, and how well it parts the labelled texts.
 *
 * @param rows one for each thousandth of a quality, from 0 to 1
 */
public record ThresholdTable(List<Kept> rows) {
  /** Into how many parts qualities are counted. */
  public static final int PARTS = 1000;

  private static final double MICRO = 1e6;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  /**
   * What a threshold keeps.
   *
   * @param threshold a document is kept if its quality is at or above it, in millionths
   * @param documents how many of the scored documents
   * @param tokens theirs
   * @param precision on the labelled texts, each predicted without its fold; absent if none is
   *     taken, or if nothing is known of labels
   * @param recall on the labelled texts; absent as well
   */
  public record Kept(
      double threshold,
      long documents,
      long tokens,
      OptionalDouble precision,
      OptionalDouble recall) {
    OptionalDouble f1() {
      double sum = precision.orElse(0) + recall.orElse(0);
      return precision.isEmpty() || recall.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(
              sum == 0 ? 0 : 2 * precision.getAsDouble() * recall.getAsDouble() / sum);
    }
  }

  /**
   * What a cut decides about the labelled texts.
   *
   * @param threshold the least prediction that is taken
   */
  public record Labelled(double threshold, OptionalDouble precision, OptionalDouble recall) {}

  public ThresholdTable {
    rows = List.copyOf(rows);
  }

  /**
   * The part that a quality is counted in: the highest threshold, in thousandths, that keeps it.
   */
  public static int part(double quality) {
    return (int) (Math.round(quality * MICRO) / (long) (MICRO / PARTS));
  }

  /**
   * The table of these counts.
   *
   * @param documents how many have a quality of each part, {@value #PARTS} + 1 of them
   * @param tokens theirs
   * @param labelled the decisions of every distinct cut; none if nothing is known of labels
   */
  public static ThresholdTable of(long[] documents, long[] tokens, List<Labelled> labelled) {
    List<Labelled> rising =
        labelled.stream().sorted(Comparator.comparingDouble(Labelled::threshold)).toList();
    Kept[] rows = new Kept[PARTS + 1];
    long documentsAbove = 0;
    long tokensAbove = 0;
    for (int part = PARTS; part >= 0; part--) {
      documentsAbove += documents[part];
      tokensAbove += tokens[part];
      int cut = part;
      Labelled decision =
          rising.stream()
              .filter(row -> part(row.threshold()) >= cut)
              .findFirst()
              .orElse(
                  new Labelled(
                      1,
                      OptionalDouble.empty(),
                      rising.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(0)));
      rows[part] =
          new Kept(
              part / (double) PARTS,
              documentsAbove,
              tokensAbove,
              decision.precision(),
              decision.recall());
    }
    return new ThresholdTable(List.of(rows));
  }

  /**
   * The row of the threshold that is chosen so.
   *
   * @throws ConfigurationException if no threshold is as asked for
   */
  public Kept choose(ThresholdChoice choice) {
    if (choice instanceof ThresholdChoice.KeepShare kept) {
      double most = kept.share() * rows.get(0).documents();
      return lowest(
          row -> row.documents() <= most, "keeps " + kept.share() + " of the documents at most");
    }
    if (choice instanceof ThresholdChoice.Tokens budget) {
      return lowest(
          row -> row.tokens() <= budget.most(), "keeps " + budget.most() + " tokens at most");
    }
    if (choice instanceof ThresholdChoice.Precision precise) {
      return lowest(
          row -> row.precision().orElse(-1) >= precise.atLeast(),
          "has a precision of " + precise.atLeast() + " on the labelled texts");
    }
    return rows.stream()
        .filter(row -> row.f1().isPresent())
        .max(
            Comparator.comparingDouble((Kept row) -> row.f1().getAsDouble())
                .thenComparingDouble(Kept::threshold))
        .orElseThrow(() -> none("has an F1 on labelled texts"));
  }

  private Kept lowest(Predicate<Kept> fits, String property) {
    return rows.stream().filter(fits).findFirst().orElseThrow(() -> none(property));
  }

  private static ConfigurationException none(String property) {
    return new ConfigurationException(
        "Cannot choose a threshold: none %s (thresholds.json of job score holds what each keeps)"
            .formatted(property));
  }

  /** The table as JSON, with keys in snake_case. */
  public byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every table can be written as JSON", e);
    }
  }

  /**
   * The table that {@link #json} wrote.
   *
   * @throws DataException if it is none
   */
  public static ThresholdTable parse(byte[] json) {
    try {
      return JSON.readValue(json, ThresholdTable.class);
    } catch (IOException e) {
      throw new DataException("Cannot read the table of thresholds: " + e.getMessage(), e);
    }
  }
}
