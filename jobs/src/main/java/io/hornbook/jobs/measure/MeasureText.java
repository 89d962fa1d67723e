package io.hornbook.jobs.measure;

import io.hornbook.common.rule.RuleSet;
import io.hornbook.common.sensitive.SensitiveFinder;
import io.hornbook.common.sensitive.SensitiveSpan;
import io.hornbook.common.signal.MeasureLimits;
import io.hornbook.common.signal.Signal;
import io.hornbook.common.signal.SignalMeter;
import io.hornbook.common.signal.Signals;
import io.hornbook.common.signal.SourceText;
import io.hornbook.common.signal.Subject;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.util.TaskCompletionListener;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * All signals of a text, and its sensitive spans, as a struct in the order of the table. Each task
 * has a meter of its own, whose native memory is freed when the task ends, and which then says what
 * each group of signals has cost.
 */
final class MeasureText implements UDF4<String, String, String, Seq<String>, Row> {
  private final long parsedBytes;
  private final long parseStepsPerKb;
  private final RuleSet gates;
  private final MeasureCosts costs;
  private transient SignalMeter meter;
  private transient long sensitiveNanoseconds;

  /**
   * A measurement.
   *
   * @param gates only texts that pass them are parsed
   * @param costs told what the measurement costs
   */
  MeasureText(MeasureLimits limits, RuleSet gates, MeasureCosts costs) {
    this.gates = gates;
    this.costs = costs;
    this.parsedBytes = limits.parsedBytes();
    this.parseStepsPerKb = limits.parseStepsPerKb();
  }

  @Override
  public Row call(String text, String language, String path, Seq<String> licences) {
    if (meter == null) {
      open();
    }
    SourceText source = SourceText.of(text);
    List<String> known = licences == null ? null : CollectionConverters.asJava(licences);
    Signals signals =
        meter.measure(
            new Subject(source, language, path, known),
            unparsed -> gates.passes(language, unparsed));
    Signal[] columns = Signal.values();
    Object[] values = new Object[columns.length + 1];
    for (int i = 0; i < columns.length; i++) {
      values[i] = signals.value(columns[i]).orElse(null);
    }
    long start = System.nanoTime();
    values[columns.length] =
        SensitiveFinder.find(source.utf8()).stream().map(MeasureText::row).toArray();
    sensitiveNanoseconds += System.nanoTime() - start;
    return RowFactory.create(values);
  }

  private void open() {
    SignalMeter opened = new SignalMeter(new MeasureLimits(parsedBytes, parseStepsPerKb));
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) context -> close(opened));
    }
    meter = opened;
  }

  private void close(SignalMeter opened) {
    costs.add(opened, sensitiveNanoseconds);
    opened.close();
  }

  private static Row row(SensitiveSpan span) {
    return RowFactory.create(span.kind(), span.start(), span.end());
  }
}
