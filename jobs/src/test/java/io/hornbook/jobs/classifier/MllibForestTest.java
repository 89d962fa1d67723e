package io.hornbook.jobs.classifier;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbook.common.forest.FlatForest;
import io.hornbook.common.forest.Forest;
import io.hornbook.common.forest.TreeNode;
import io.hornbook.jobs.testing.SparkTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.RandomForestRegressionModel;
import org.apache.spark.ml.regression.RandomForestRegressor;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random forests, and vectors that are random or lie on the forest's own thresholds. */
@SparkTest
class MllibForestTest {
  private static final int DIMENSIONS = 12;
  private static final int TEXTS = 300;
  private static final int VECTORS = 400;
  private static final float[] ODD = {
    0.0f,
    -0.0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };
  private static final StructType ROWS =
      new StructType()
          .add("number", DataTypes.IntegerType)
          .add("label", DataTypes.DoubleType)
          .add("features", SQLDataTypes.VectorType());

  private final SparkSession session;

  MllibForestTest(SparkSession session) {
    this.session = session;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aClassifiersProbabilityIsTransformsToTheLastBit(long seed) {
    Random random = new Random(seed);
    RandomForestClassificationModel model = classifier(random);
    Forest forest = MllibForest.of(model);
    List<float[]> vectors = vectors(forest, random);
    List<Double> expected = probabilities(model, vectors);

    assertThat(probabilities(forest, vectors)).isEqualTo(expected);
    assertThat(expected.stream().distinct().count()).isGreaterThan(100);
    assertThat(ties(forest, vectors)).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void aRegressionsProbabilityIsTheShareOfTransformsScore(long seed) {
    Random random = new Random(seed);
    RandomForestRegressionModel model = regressor(random);
    Forest forest = MllibForest.of(model);
    List<float[]> vectors = vectors(forest, random);
    List<Double> expected = scores(model, vectors);
    List<Double> found = probabilities(forest, vectors);

    for (int i = 0; i < VECTORS; i++) {
      assertThat(5 * found.get(i)).isCloseTo(expected.get(i), within(1e-12));
    }
    assertThat(expected.stream().distinct().count()).isGreaterThan(100);
    assertThat(ties(forest, vectors)).isGreaterThan(100);
  }

  @Test
  void aSavedClassifierIsMllibsOwnAndTheSameForest(@TempDir Path folder) throws Exception {
    Random random = new Random(7);
    TrainedForest trained = TrainedForest.of(classifier(random));
    Path saved = folder.resolve("model");
    trained.save(new org.apache.hadoop.fs.Path(saved.toUri()));

    var loaded = RandomForestClassificationModel.load(saved.toUri().toString());
    List<float[]> vectors = vectors(trained.forest(), random);
    assertThat(MllibForest.of(loaded).digest()).isEqualTo(trained.forest().digest());
    assertThat(probabilities(loaded, vectors)).isEqualTo(probabilities(trained.forest(), vectors));
    assertNamesSparksClassesAlone(saved);
  }

  @Test
  void aSavedRegressionIsMllibsOwnAndTheSameForest(@TempDir Path folder) throws Exception {
    TrainedForest trained = TrainedForest.of(regressor(new Random(8)));
    Path saved = folder.resolve("model");
    trained.save(new org.apache.hadoop.fs.Path(saved.toUri()));

    var loaded = RandomForestRegressionModel.load(saved.toUri().toString());
    assertThat(MllibForest.of(loaded).digest()).isEqualTo(trained.forest().digest());
    assertNamesSparksClassesAlone(saved);
  }

  /** A Spark without this project can load it. */
  private static void assertNamesSparksClassesAlone(Path saved) throws Exception {
    List<Path> files;
    try (var all = Files.walk(saved.resolve("metadata"))) {
      files = all.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertThat(Files.readString(file))
          .contains("\"class\":\"org.apache.spark.ml.")
          .doesNotContain("io.hornbook");
    }
  }

  private RandomForestClassificationModel classifier(Random random) {
    return new RandomForestClassifier()
        .setNumTrees(19)
        .setMaxDepth(6)
        .setSeed(random.nextLong())
        .fit(texts(random, score -> score >= 3 ? 1 : 0));
  }

  private RandomForestRegressionModel regressor(Random random) {
    return new RandomForestRegressor()
        .setNumTrees(19)
        .setMaxDepth(6)
        .setSeed(random.nextLong())
        .fit(texts(random, score -> score));
  }

  private interface Label {
    double of(double score);
  }

  /**
   * Half of the features are multiples of 1/8, whose thresholds are floats; those of the others lie
   * between two floats.
   */
  private Dataset<Row> texts(Random random, Label label) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      double[] features = new double[DIMENSIONS];
      for (int j = 0; j < DIMENSIONS; j++) {
        features[j] = j % 2 == 0 ? random.nextInt(17) / 8.0 - 1 : (float) random.nextGaussian();
      }
      double score = 2.5 + features[0] + features[1] + random.nextGaussian() / 2;
      rows.add(
          RowFactory.create(i, label.of(Math.min(5, Math.max(0, score))), Vectors.dense(features)));
    }
    return session.createDataFrame(rows, ROWS);
  }

  private static List<float[]> vectors(Forest forest, Random random) {
    List<TreeNode.Split> splits = splits(forest);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < VECTORS; i++) {
      float[] vector = new float[DIMENSIONS];
      for (int j = 0; j < DIMENSIONS; j++) {
        vector[j] = (float) random.nextGaussian();
      }
      for (int changed = 0; changed < i % 7; changed++) {
        TreeNode.Split split = splits.get(random.nextInt(splits.size()));
        float tie = (float) split.threshold();
        float[] near = {tie, Math.nextUp(tie), Math.nextDown(tie)};
        vector[split.feature()] = near[random.nextInt(near.length)];
      }
      if (i % 5 == 0) {
        vector[random.nextInt(DIMENSIONS)] = ODD[random.nextInt(ODD.length)];
      }
      vectors.add(vector);
    }
    return vectors;
  }

  private static List<TreeNode.Split> splits(Forest forest) {
    List<TreeNode.Split> splits = new ArrayList<>();
    forest.trees().forEach(tree -> collect(tree, splits));
    return splits;
  }

  private static void collect(TreeNode node, List<TreeNode.Split> splits) {
    if (node instanceof TreeNode.Split split) {
      splits.add(split);
      collect(split.left(), splits);
      collect(split.right(), splits);
    }
  }

  /** How many times a vector's feature is just at a threshold. */
  private static long ties(Forest forest, List<float[]> vectors) {
    List<TreeNode.Split> splits = splits(forest);
    return vectors.stream()
        .flatMap(
            vector -> splits.stream().filter(s -> (double) vector[s.feature()] == s.threshold()))
        .count();
  }

  private static List<Double> probabilities(Forest forest, List<float[]> vectors) {
    FlatForest flat = FlatForest.of(forest);
    return vectors.stream().map(flat::probability).toList();
  }

  private List<Double> probabilities(RandomForestClassificationModel model, List<float[]> vectors) {
    return column(
        model
            .transform(rows(vectors))
            .select(col("number"), element_at(vector_to_array(col("probability"), "float64"), 2)));
  }

  private List<Double> scores(RandomForestRegressionModel model, List<float[]> vectors) {
    return column(model.transform(rows(vectors)).select(col("number"), col("prediction")));
  }

  private Dataset<Row> rows(List<float[]> vectors) {
    List<Row> rows =
        IntStream.range(0, vectors.size())
            .mapToObj(i -> RowFactory.create(i, 0.0, Vectors.dense(doubles(vectors.get(i)))))
            .toList();
    return session.createDataFrame(rows, ROWS);
  }

  private static double[] doubles(float[] vector) {
    return IntStream.range(0, vector.length).mapToDouble(i -> vector[i]).toArray();
  }

  private static List<Double> column(Dataset<Row> values) {
    return values.orderBy("number").collectAsList().stream().map(row -> row.getDouble(1)).toList();
  }
}
