package io.hornbook.jobs.measure;

import io.hornbook.common.sensitive.SensitiveFinder;
import io.hornbook.common.sensitive.SensitiveSpan;
import io.hornbook.common.signal.MeasureLimits;
import io.hornbook.common.signal.Signal;
import io.hornbook.common.signal.SignalMeter;
import io.hornbook.common.signal.Signals;
import io.hornbook.common.signal.SourceText;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.util.TaskCompletionListener;

/**
 * All signals of a text, and its sensitive spans, as a struct in the order of the table. Each task
 * has a meter of its own, whose native memory is freed when the task ends.
 */
final class MeasureText implements UDF2<String, String, Row> {
  private final long parsedBytes;
  private final long parseStepsPerKb;
  private transient SignalMeter meter;

  MeasureText(MeasureLimits limits) {
    this.parsedBytes = limits.parsedBytes();
    this.parseStepsPerKb = limits.parseStepsPerKb();
  }

  @Override
  public Row call(String text, String language) {
    if (meter == null) {
      open();
    }
    SourceText source = SourceText.of(text);
    Signals signals = meter.measure(source, language);
    Signal[] columns = Signal.values();
    Object[] values = new Object[columns.length + 1];
    for (int i = 0; i < columns.length; i++) {
      values[i] = signals.value(columns[i]).orElse(null);
    }
    values[columns.length] =
        SensitiveFinder.find(source.utf8()).stream().map(MeasureText::row).toArray();
    return RowFactory.create(values);
  }

  private void open() {
    SignalMeter opened = new SignalMeter(new MeasureLimits(parsedBytes, parseStepsPerKb));
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) context -> opened.close());
    }
    meter = opened;
  }

  private static Row row(SensitiveSpan span) {
    return RowFactory.create(span.kind(), span.start(), span.end());
  }
}
