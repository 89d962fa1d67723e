package io.hornbook.jobs.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.document.Sha256;
import io.hornbook.jobs.classifier.ClassifierConfig.GroupBy;
import io.hornbook.jobs.table.DocumentsTable;
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
    Dataset<Row> labelled = ClassifierTransforms.labelledVectors(vectors, texts);
    Dataset<Row> folds = folds(fold(ONE, 0, 7f), fold(TWO, 1, 8f));

    List<Row> rows =
        ClassifierTransforms.trainingTexts(texts, labelled, folds, 3, 1)
            .selectExpr(
                "content_sha256 = unhex('%s') AS one".formatted(Sha256.of("one").hex()),
                "score_sum",
                "labels",
                "positive",
                "vector[0] AS x",
                "vector[1] AS y")
            .collectAsList();

    assertThat(rows)
        .containsExactlyInAnyOrder(
            RowFactory.create(true, 5L, 2L, false, 0.25f, 7f),
            RowFactory.create(false, 3L, 1L, true, 1f, 8f));
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

  @Test
  void pairsTheFirstTwoAnnotationsOfAText() {
    Dataset<Row> labels =
        labels(
            LabelledPython.label(ONE, 1, 2),
            LabelledPython.label(ONE, 0, 3),
            LabelledPython.label(ONE, 2, 5),
            LabelledPython.label(TWO, 0, 3));

    assertThat(ClassifierTransforms.annotatedTwice(labels).drop("content_sha256").collectAsList())
        .containsExactly(RowFactory.create(3, 2));
  }

  @Test
  void namesARepositoryOrAFolderByItsSource() {
    Dataset<Row> documents =
        session.createDataFrame(
            List.of(
                LabelledPython.document("one", "a/b/c.py", new byte[0]),
                LabelledPython.document("one", "d.py", new byte[0]),
                LabelledPython.document(null, "e.py", new byte[0])),
            DocumentsTable.TABLE.schema());

    assertThat(
            documents
                .select(
                    ClassifierTransforms.foldKey(GroupBy.NONE),
                    ClassifierTransforms.foldKey(GroupBy.REPOSITORY),
                    ClassifierTransforms.foldKey(GroupBy.FOLDER))
                .collectAsList())
        .containsExactlyInAnyOrder(
            RowFactory.create(null, "[\"test\",\"one\"]", "[\"test\",\"one\"] a/b/"),
            RowFactory.create(null, "[\"test\",\"one\"]", "[\"test\",\"one\"] "),
            RowFactory.create(null, null, "[\"test\",null] "));
  }

  private Dataset<Row> labels(Row... rows) {
    return session.createDataFrame(List.of(rows), LabelsTable.TABLE.schema());
  }

  private Dataset<Row> folds(Row... rows) {
    return session.createDataFrame(
        List.of(rows), TextGroups.SCHEMA.add("features", "ARRAY<FLOAT>"));
  }

  private static Row fold(byte[] content, int fold, float feature) {
    return RowFactory.create(content, ONE, fold, List.of(feature));
  }

  private static Row vector(int document, byte[] content, float x) {
    return RowFactory.create(new byte[] {(byte) document}, content, "hashing-v1-384", List.of(x));
  }
}
