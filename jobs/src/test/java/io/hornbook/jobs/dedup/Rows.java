package io.hornbook.jobs.dedup;

import io.hornbook.common.document.DocumentId;
import io.hornbook.common.survivor.LicenceClass;
import io.hornbook.common.survivor.SurvivorRank;
import io.hornbook.jobs.run.Scratch;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Vertices by number, for tests on graphs: the smaller number comes first in the order. */
final class Rows {
  static final StructType EDGES = VerifiedEdges.SCHEMA;

  private Rows() {}

  static byte[] rank(int vertex) {
    DocumentId id = DocumentId.parse("%032x".formatted(vertex));
    return new SurvivorRank(0, LicenceClass.UNKNOWN, null, null, 0, id).key();
  }

  static int vertex(byte[] rank) {
    return Integer.parseInt(DocumentId.wrap(SurvivorRank.documentId(rank)).hex().substring(24), 16);
  }

  static Dataset<Row> edges(SparkSession session, List<Graphs.Edge> edges) {
    List<Row> rows =
        edges.stream()
            .map(
                edge ->
                    RowFactory.create(
                        rank(edge.low()), rank(edge.high()), edge.low() + 1, edge.high() + 1))
            .toList();
    return session.createDataFrame(rows, EDGES);
  }

  /** Cuts the lineage in memory instead of on disk. */
  static Scratch inMemory(SparkSession session) {
    return (name, rows) -> session.createDataFrame(rows.collectAsList(), rows.schema());
  }
}
