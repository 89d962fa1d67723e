package io.hornbook.jobs.measure;

import io.hornbook.common.sensitive.SensitiveFinder;
import io.hornbook.common.sensitive.SensitiveSpan;
import io.hornbook.common.signal.MeasureLimits;
import io.hornbook.common.signal.Signal;
import io.hornbook.common.signal.SignalMeter;
import io.hornbook.common.signal.Signals;
import io.hornbook.common.signal.SourceText;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/** Rows (document_id, language, text in UTF-8) to rows of the signals table, one a document. */
final class MeasureDocuments implements MapPartitionsFunction<Row, Row> {
  private static final Signal[] SIGNALS = Signal.values();

  private final long parsedBytes;
  private final long parseStepsPerKb;

  MeasureDocuments(MeasureLimits limits) {
    this.parsedBytes = limits.parsedBytes();
    this.parseStepsPerKb = limits.parseStepsPerKb();
  }

  @Override
  public Iterator<Row> call(Iterator<Row> documents) {
    SignalMeter meter = new SignalMeter(new MeasureLimits(parsedBytes, parseStepsPerKb));
    TaskCompletionListener close = task -> meter.close();
    TaskContext.get().addTaskCompletionListener(close);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return documents.hasNext();
      }

      @Override
      public Row next() {
        return measured(documents.next(), meter);
      }
    };
  }

  private static Row measured(Row document, SignalMeter meter) {
    SourceText text = SourceText.of(document.<byte[]>getAs(2));
    Signals signals = meter.measure(text, document.getString(1));
    Object[] values = new Object[SIGNALS.length + 2];
    values[0] = document.get(0);
    for (int i = 0; i < SIGNALS.length; i++) {
      values[i + 1] = signals.value(SIGNALS[i]).orElse(null);
    }
    values[SIGNALS.length + 1] = spans(SensitiveFinder.find(text.utf8()));
    return RowFactory.create(values);
  }

  private static Row[] spans(List<SensitiveSpan> spans) {
    return spans.stream()
        .map(span -> RowFactory.create(span.kind(), span.start(), span.end()))
        .toArray(Row[]::new);
  }
}
