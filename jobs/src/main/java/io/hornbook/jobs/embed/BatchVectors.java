package io.hornbook.jobs.embed;

import io.hornbook.common.embed.Embedder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The vectors of texts in UTF-8, as many at once as the embedder likes. */
final class BatchVectors implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1;

  private final Embedder embedder;

  BatchVectors(Embedder embedder) {
    this.embedder = embedder;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> documents) {
    return new Iterator<>() {
      private Iterator<Row> ready = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        if (!ready.hasNext() && documents.hasNext()) {
          ready = embedded(taken(documents)).iterator();
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

  private List<Row> taken(Iterator<Row> documents) {
    List<Row> batch = new ArrayList<>();
    while (batch.size() < embedder.batch() && documents.hasNext()) {
      batch.add(documents.next());
    }
    return batch;
  }

  private List<Row> embedded(List<Row> batch) {
    List<float[]> vectors =
        embedder.embedAll(batch.stream().map(row -> row.<byte[]>getAs("text")).toList());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      rows.add(
          RowFactory.create(
              batch.get(i).getAs("document_id"),
              batch.get(i).getAs("content_sha256"),
              embedder.fingerprint(),
              vectors.get(i)));
    }
    return rows;
  }
}
