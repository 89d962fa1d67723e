package io.hornbook.jobs.evidence;

import io.hornbook.common.document.DocumentId;
import io.hornbook.common.survivor.LicenceClass;
import io.hornbook.common.survivor.SurvivorRank;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.api.java.UDF6;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The survivor key of a document: source, licences, stars, created_at in microseconds, length, id.
 */
final class RankKey implements UDF6<String, Seq<String>, Long, Long, Integer, byte[], byte[]> {
  private final List<String> sourceOrder;

  /**
   * @param sourceOrder preferred sources, best first; those that it does not name come after them
   */
  RankKey(List<String> sourceOrder) {
    this.sourceOrder = List.copyOf(sourceOrder);
  }

  @Override
  public byte[] call(
      String source, Seq<String> licences, Long stars, Long createdAt, Integer length, byte[] id) {
    Collection<String> known =
        licences == null ? null : CollectionConverters.asJavaCollection(licences);
    LicenceClass licence = LicenceClass.of(known);
    return new SurvivorRank(place(source), licence, stars, createdAt, length, DocumentId.wrap(id))
        .key();
  }

  private int place(String source) {
    int place = sourceOrder.indexOf(source);
    return place < 0 ? sourceOrder.size() : place;
  }
}
