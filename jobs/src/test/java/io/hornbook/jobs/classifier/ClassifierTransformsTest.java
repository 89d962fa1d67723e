package io.hornbook.jobs.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.document.Sha256;
import io.hornbook.jobs.table.EmbeddingsTable;
import io.hornbook.jobs.table.LabelsTable;
import io.hornbook.jobs.testing.LabelledPython;
import io.hornbook.jobs.testing.SparkTest;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class ClassifierTransformsTest {
  private static final byte[] ONE = Sha256.of("one").bytes();
  private static final byte[] TWO = Sha256.of("two").bytes();

  private final SparkSession session;

  ClassifierTransformsTest(SparkSession session) {
    this.session = session;
  }

  @Test
  void countsATextOnceWithTheMeanOfItsLabels() {
    Dataset<Row> labels =
        labels(
            LabelledPython.label(ONE, 0, 3),
            LabelledPython.label(ONE, 1, 2),
            LabelledPython.label(TWO, 0, 3));
    Dataset<Row> vectors =
        session.createDataFrame(
            List.of(vector(2, ONE, 0.5f), vector(1, ONE, 0.25f), vector(3, TWO, 1f)),
            EmbeddingsTable.TABLE.schema());
    Dataset<Row> texts = ClassifierTransforms.labelledTexts(labels);
    List<Row> rows =
        ClassifierTransforms.trainingTexts(
                texts,
                ClassifierTransforms.labelledVectors(vectors, texts),
                folds(RowFactory.create(ONE, ONE, 0), RowFactory.create(TWO, ONE, 1)),
                3,
                1)
            .selectExpr(
                "content_sha256 = unhex('%s') AS one".formatted(Sha256.of("one").hex()),
                "score_sum",
                "labels",
                "positive",
                "vector[0] AS x")
            .collectAsList();

    assertThat(rows)
        .containsExactlyInAnyOrder(
            RowFactory.create(true, 5L, 2L, false, 0.25f),
            RowFactory.create(false, 3L, 1L, true, 1f));
  }

  @Test
  void leavesOutVectorsOfTextsWithoutALabel() {
    Dataset<Row> vectors =
        session.createDataFrame(
            List.of(vector(1, ONE, 0.5f), vector(2, TWO, 1f)), EmbeddingsTable.TABLE.schema());
    Dataset<Row> texts =
        ClassifierTransforms.labelledTexts(labels(LabelledPython.label(TWO, 0, 1)));

    assertThat(ClassifierTransforms.labelledVectors(vectors, texts).count()).isEqualTo(1);
  }

  private Dataset<Row> labels(Row... rows) {
    return session.createDataFrame(List.of(rows), LabelsTable.TABLE.schema());
  }

  private Dataset<Row> folds(Row... rows) {
    return session.createDataFrame(List.of(rows), TextGroups.SCHEMA);
  }

  private static Row vector(int document, byte[] content, float x) {
    return RowFactory.create(new byte[] {(byte) document}, content, "hashing-v1-384", List.of(x));
  }
}
