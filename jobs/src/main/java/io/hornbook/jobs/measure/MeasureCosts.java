package io.hornbook.jobs.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.signal.SignalGroup;
import io.hornbook.common.signal.SignalMeter;
import java.io.Serializable;
import java.util.EnumMap;
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

  /** Puts the seconds of each group, and of the search for personal data and secrets. */
  void putInto(ObjectNode metrics) {
    groups.forEach((group, accumulator) -> metrics.put(name(group), accumulator.value() / 1e9));
    metrics.put("sensitive", sensitive.value() / 1e9);
  }

  private static String name(SignalGroup group) {
    return group.name().toLowerCase(Locale.ROOT);
  }
}
