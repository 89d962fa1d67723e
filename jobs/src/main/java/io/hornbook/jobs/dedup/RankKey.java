package io.hornbook.jobs.dedup;

import io.hornbook.common.document.DocumentId;
import io.hornbook.common.survivor.LicenceClass;
import io.hornbook.common.survivor.SurvivorRank;
import java.util.Collection;
import org.apache.spark.sql.api.java.UDF5;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The survivor key of a document: licences, stars, created_at in microseconds, length, id. */
final class RankKey implements UDF5<Seq<String>, Long, Long, Integer, byte[], byte[]> {
  @Override
  public byte[] call(Seq<String> licences, Long stars, Long createdAt, Integer length, byte[] id) {
    Collection<String> known =
        licences == null ? null : CollectionConverters.asJavaCollection(licences);
    return new SurvivorRank(LicenceClass.of(known), stars, createdAt, length, DocumentId.wrap(id))
        .key();
  }
}
