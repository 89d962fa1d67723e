package io.hornbook.jobs.label;

import io.hornbook.common.label.Agreement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows that a run of the job writes, and what they sum up to. */
final class LabelRows {
  private final long wanted;
  private final List<Row> labels = new ArrayList<>();
  private final List<Row> quarantine = new ArrayList<>();
  private final SortedMap<String, Long> quarantined = new TreeMap<>();
  private final SortedMap<String, Long> dropped = new TreeMap<>();
  private final long[] byScore = new long[6];
  private final SortedMap<Stratum, long[]> byStratum = new TreeMap<>();
  private final Map<String, Integer> firstScores = new HashMap<>();
  private final Map<String, Integer> secondScores = new HashMap<>();

  /** A row of the table {@code labels}. */
  record Label(
      Content content,
      String annotator,
      int replicate,
      int score,
      String reasoning,
      String model,
      String prompt,
      Long inputTokens,
      Long outputTokens,
      Long costMicrousd) {}

  /** A text's hash, in hex. */
  record Content(String hex) {
    byte[] bytes() {
      return java.util.HexFormat.of().parseHex(hex);
    }
  }

  /** Where a label that there is not would have come from, and why there is none. */
  record Origin(String source, String path, long offset, String reason, String error) {}

  /**
   * @param wanted how many labels there are to be, counted where they are asked for
   */
  LabelRows(long wanted) {
    this.wanted = wanted;
  }

  void add(Label label) {
    labels.add(
        RowFactory.create(
            label.content().bytes(),
            label.annotator(),
            label.replicate(),
            label.score(),
            label.reasoning(),
            label.model(),
            label.prompt(),
            label.inputTokens(),
            label.outputTokens(),
            label.costMicrousd()));
    if (label.replicate() == 0) {
      byScore[label.score()]++;
      firstScores.put(label.content().hex(), label.score());
    } else {
      secondScores.put(label.content().hex(), label.score());
    }
  }

  /** Leaves out labels that are not wanted. */
  void drop(String reason, long labels) {
    dropped.merge(reason, labels, Long::sum);
  }

  void quarantine(Origin origin, byte[] head, long records) {
    quarantine.add(
        RowFactory.create(
            origin.source(),
            origin.path(),
            origin.offset(),
            origin.reason(),
            origin.error(),
            head,
            records));
    quarantined.merge(origin.reason(), records, Long::sum);
  }

  List<Row> labels() {
    return labels;
  }

  List<Row> quarantine() {
    return quarantine;
  }

  /** Labels that were left out, by reason. */
  SortedMap<String, Long> dropped() {
    return dropped;
  }

  /** Labels that there are not, by reason. */
  SortedMap<String, Long> quarantined() {
    return quarantined;
  }

  /** How many labels there were to be: as many as there are, and are not. */
  long wanted() {
    return wanted;
  }

  /** First labels by score. */
  long[] byScore() {
    return byScore.clone();
  }

  /** Counts a first label in its stratum. */
  void count(Stratum stratum, int score) {
    byStratum.computeIfAbsent(stratum, key -> new long[6])[score]++;
  }

  /** First labels by stratum and score. */
  SortedMap<Stratum, long[]> byStratum() {
    return byStratum;
  }

  /** How far first and second labels of the same texts agree. */
  Agreement agreement() {
    return Agreement.of(
        secondScores.entrySet().stream()
            .filter(second -> firstScores.containsKey(second.getKey()))
            .map(second -> new Agreement.Pair(firstScores.get(second.getKey()), second.getValue()))
            .toList());
  }
}
