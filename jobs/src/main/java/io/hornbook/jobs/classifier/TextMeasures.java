package io.hornbook.jobs.classifier;

import io.hornbook.common.classifier.SignalFeatures;
import io.hornbook.common.signal.MeasureLimits;
import io.hornbook.common.signal.Signal;
import io.hornbook.common.signal.SignalMeter;
import io.hornbook.common.signal.Signals;
import io.hornbook.common.signal.SourceText;
import io.hornbook.common.signal.Subject;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The share of comments of a labelled text, and its signals as features. They are measured here and
 * not read from the signals table, in which a text that a rule drops has not all of them.
 */
final class TextMeasures implements UDF4<byte[], String, String, Seq<String>, Row> {
  static final StructType SCHEMA =
      StructType.fromDDL("commentary_share DOUBLE, features ARRAY<FLOAT>");
  private static final long serialVersionUID = 1;

  private final SignalFeatures features;
  private final long parsedBytes;
  private final long parseStepsPerKb;

  TextMeasures(SignalFeatures features, MeasureLimits limits) {
    this.features = features;
    this.parsedBytes = limits.parsedBytes();
    this.parseStepsPerKb = limits.parseStepsPerKb();
  }

  @Override
  public Row call(byte[] utf8, String language, String path, Seq<String> licences) {
    Subject subject =
        new Subject(
            SourceText.of(utf8),
            language,
            path,
            licences == null ? null : CollectionConverters.asJava(licences));
    try (SignalMeter meter = new SignalMeter(new MeasureLimits(parsedBytes, parseStepsPerKb))) {
      Signals signals = meter.measure(subject);
      OptionalDouble share = signals.number(Signal.COMMENTARY_SHARE);
      return RowFactory.create(
          share.isPresent() ? share.getAsDouble() : null, features.of(signals));
    }
  }
}
