package io.hornbook.jobs.dedup;

import io.hornbook.common.document.DocumentId;
import io.hornbook.common.survivor.SurvivorRank;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Walks through components in rank order: a vertex is removed when an earlier neighbour was not.
 * Takes edges (component, low, high, intersection, union) that a partition holds all of a component
 * of, sorted by component, high, low and intersection, and gives each removed vertex with the first
 * survivor among its neighbours and their overlap. The ids of the current component's removed
 * vertices are in memory.
 */
final class GreedyRemovals implements MapPartitionsFunction<Row, Row> {
  static final StructType SCHEMA =
      StructType.fromDDL("vertex BINARY, survivor BINARY, intersection INT, union INT");

  @Override
  public Iterator<Row> call(Iterator<Row> edges) {
    return new Removals(edges);
  }

  private static final class Removals implements Iterator<Row> {
    private final Iterator<Row> edges;
    private final Deque<Row> ready = new ArrayDeque<>();
    private final Set<DocumentId> removed = new HashSet<>();
    private byte[] component;

    Removals(Iterator<Row> edges) {
      this.edges = edges;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && edges.hasNext()) {
        accept(edges.next());
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    /** Every edge to {@code low} has been seen, for low is before high in the order. */
    private void accept(Row edge) {
      if (!Arrays.equals(component, edge.<byte[]>getAs(0))) {
        component = edge.getAs(0);
        removed.clear();
      }
      byte[] high = edge.getAs(2);
      if (!removed.contains(id(edge.getAs(1))) && removed.add(id(high))) {
        ready.add(RowFactory.create(high, edge.get(1), edge.get(3), edge.get(4)));
      }
    }

    private static DocumentId id(byte[] rank) {
      return DocumentId.wrap(SurvivorRank.documentId(rank));
    }
  }
}
