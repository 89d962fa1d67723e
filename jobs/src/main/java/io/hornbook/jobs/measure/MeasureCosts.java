package io.hornbook.jobs.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.signal.SignalGroup;
import io.hornbook.common.signal.SignalMeter;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * What each group of signals costs, in nanoseconds over all tasks, those that ran again included.
 */
final class MeasureCosts implements Serializable {
  private final Map<SignalGroup, LongAccumulator> groups = new EnumMap<>(SignalGroup.class);
  private final LongAccumulator sensitive;

  MeasureCosts(SparkContext spark) {
    for (SignalGroup group : SignalGroup.values()) {
      groups.put(group, spark.longAccumulator("measure " + name(group)));
    }
    this.sensitive = spark.longAccumulator("measure sensitive");
  }

  /** Adds what one task has spent. */
  void add(SignalMeter meter, long sensitiveNanoseconds) {
    groups.forEach((group, accumulator) -> accumulator.add(meter.nanoseconds(group)));
    sensitive.add(sensitiveNanoseconds);
  }

  /**
   * Puts the seconds of each group, and of the search for personal data and secrets; and which of
   * these costs most, with its share of them all, if any time has passed.
   */
  void putInto(ObjectNode metrics) {
    Map<String, Long> spent = new LinkedHashMap<>();
    groups.forEach((group, accumulator) -> spent.put(name(group), accumulator.value()));
    spent.put("sensitive", sensitive.value());
    ObjectNode seconds = metrics.putObject("seconds");
    spent.forEach((name, nanoseconds) -> seconds.put(name, nanoseconds / 1e9));
    long all = spent.values().stream().mapToLong(Long::longValue).sum();
    spent.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .filter(most -> all > 0)
        .ifPresent(
            most ->
                metrics
                    .putObject("dearest")
                    .put("signals", most.getKey())
                    .put("share", (double) most.getValue() / all));
  }

  private static String name(SignalGroup group) {
    return group.name().toLowerCase(Locale.ROOT);
  }
}
