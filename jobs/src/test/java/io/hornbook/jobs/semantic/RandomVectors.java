package io.hornbook.jobs.semantic;

import io.hornbook.common.document.DocumentId;
import io.hornbook.common.similarity.Direction;
import io.hornbook.common.survivor.LicenceClass;
import io.hornbook.common.survivor.SurvivorRank;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Vectors around a few topics, every third of them a near-copy of an earlier one; the number of a
 * vector is its place in the survivor order.
 */
record RandomVectors(List<float[]> vectors) {
  static final double THRESHOLD = 0.95;
  static final int DIMENSIONS = 16;

  private static final StructType SCHEMA =
      StructType.fromDDL("rank BINARY, scope BINARY, vector ARRAY<FLOAT>");
  private static final int TOPICS = 12;

  static RandomVectors of(Random random, int count) {
    List<float[]> topics = new ArrayList<>();
    for (int i = 0; i < TOPICS; i++) {
      topics.add(near(new float[DIMENSIONS], 1, random));
    }
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean copy = i % 3 == 2;
      float[] of = copy ? vectors.get(random.nextInt(i)) : topics.get(random.nextInt(TOPICS));
      vectors.add(near(of, copy ? 0.2f * random.nextFloat() : 0.6f, random));
    }
    return new RandomVectors(vectors);
  }

  private static float[] near(float[] of, float distance, Random random) {
    float[] vector = of.clone();
    for (int i = 0; i < vector.length; i++) {
      vector[i] += distance * (float) random.nextGaussian();
    }
    return vector;
  }

  static byte[] rank(int number) {
    DocumentId id = DocumentId.parse("%032x".formatted(number));
    return new SurvivorRank(0, LicenceClass.UNKNOWN, null, null, 0, id).key();
  }

  static int number(byte[] rank) {
    return Integer.parseInt(DocumentId.wrap(SurvivorRank.documentId(rank)).hex().substring(24), 16);
  }

  static Object boxed(float[] vector) {
    List<Float> boxed = new ArrayList<>();
    for (float component : vector) {
      boxed.add(component);
    }
    return CollectionConverters.asScala(boxed).toSeq();
  }

  /**
   * The vectors as members.
   *
   * @param scopes the vector of number n has scope n modulo this
   */
  Dataset<Row> members(SparkSession session, int scopes) {
    List<Row> rows = new ArrayList<>();
    for (int i = vectors.size() - 1; i >= 0; i--) {
      rows.add(RowFactory.create(rank(i), new byte[] {(byte) (i % scopes)}, boxed(vectors.get(i))));
    }
    return session.createDataFrame(rows, SCHEMA);
  }

  double cosine(int a, int b) {
    return Direction.of(vectors.get(a)).cosine(Direction.of(vectors.get(b)));
  }

  /** Removed numbers and their survivors, by brute force. */
  Map<Integer, Integer> removals(int scopes) {
    Map<Integer, Integer> removals = new TreeMap<>();
    for (int high = 0; high < vectors.size(); high++) {
      for (int low = 0; low < high && !removals.containsKey(high); low++) {
        if (low % scopes == high % scopes
            && !removals.containsKey(low)
            && cosine(low, high) >= THRESHOLD) {
          removals.put(high, low);
        }
      }
    }
    return removals;
  }
}
