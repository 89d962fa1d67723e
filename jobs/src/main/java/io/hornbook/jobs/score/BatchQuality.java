package io.hornbook.jobs.score;

import io.hornbook.common.classifier.Ensemble;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** The qualities of texts in UTF-8, as many at once as the embedders like. */
final class BatchQuality implements MapPartitionsFunction<Row, Row> {
  static final StructType SCHEMA = StructType.fromDDL("document_id BINARY, quality DOUBLE");
  private static final long serialVersionUID = 1;

  private final Broadcast<Ensemble> ensemble;

  BatchQuality(Broadcast<Ensemble> ensemble) {
    this.ensemble = ensemble;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> documents) {
    int size =
        ensemble.value().members().stream()
            .mapToInt(member -> member.embedder().batch())
            .max()
            .orElseThrow();
    return new Iterator<>() {
      private Iterator<Row> ready = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        if (!ready.hasNext() && documents.hasNext()) {
          ready = scored(taken(documents, size)).iterator();
        }
        return ready.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return ready.next();
      }
    };
  }

  private static List<Row> taken(Iterator<Row> documents, int size) {
    List<Row> batch = new ArrayList<>();
    while (batch.size() < size && documents.hasNext()) {
      batch.add(documents.next());
    }
    return batch;
  }

  private List<Row> scored(List<Row> batch) {
    List<Double> qualities =
        ensemble
            .value()
            .quality(
                batch.stream().map(row -> row.<byte[]>getAs("text")).toList(),
                batch.stream().map(row -> FeaturedQuality.floats(row.getAs("features"))).toList());
    List<Row> scored = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      scored.add(RowFactory.create(batch.get(i).getAs("document_id"), qualities.get(i)));
    }
    return scored;
  }
}
