package io.hornbook.jobs.label;

import io.hornbook.common.llm.ScoreAnnotator;
import io.hornbook.common.sensitive.Redactor;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Makes a text into the question about it, on the executors: redacted, truncated, rendered. Takes
 * the rows of {@link LabelTransforms#withText}, gives {@link #SCHEMA}.
 */
final class QuestionRenderer implements MapFunction<Row, Row> {
  static final StructType SCHEMA =
      StructType.fromDDL(
          "content_sha256 BINARY, source STRING, path STRING, language STRING, decile INT,"
              + " replicates INT, request STRING,"
              + " input_tokens BIGINT, max_input_tokens BIGINT, truncated BOOLEAN, user STRING");

  private final ScoreAnnotator annotator;

  QuestionRenderer(ScoreAnnotator annotator) {
    this.annotator = annotator;
  }

  @Override
  public Row call(Row row) {
    String text = row.getAs("text");
    ScoreAnnotator.Question question =
        annotator.ask(annotator.redacted() ? Redactor.redact(text) : text);
    return RowFactory.create(
        row.getAs("content_sha256"),
        row.getAs("source"),
        row.getAs("path"),
        row.getAs("language"),
        row.getAs("decile"),
        row.getAs("replicates"),
        question.request().sha256(),
        question.inputTokens(),
        question.request().maxInputTokens(),
        question.truncated(),
        question.request().user());
  }
}
