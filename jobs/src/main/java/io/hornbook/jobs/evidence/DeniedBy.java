package io.hornbook.jobs.evidence;

import io.hornbook.common.optout.DenyList;
import io.hornbook.common.optout.DenySubject;
import java.util.HexFormat;
import org.apache.spark.sql.api.java.UDF5;
import scala.jdk.javaapi.CollectionConverters;

/** Whether a list denies the document with this repository, path, attributes and hashes. */
final class DeniedBy
    implements UDF5<String, String, scala.collection.Map<String, String>, byte[], byte[], Boolean> {
  private final DenyList list;

  DeniedBy(DenyList list) {
    this.list = list;
  }

  @Override
  public Boolean call(
      String repository,
      String path,
      scala.collection.Map<String, String> attributes,
      byte[] content,
      byte[] text) {
    return list.denies(
        DenySubject.of(
            repository,
            path,
            attributes == null ? null : CollectionConverters.asJava(attributes),
            hex(content),
            hex(text)));
  }

  private static String hex(byte[] hash) {
    return hash == null ? null : HexFormat.of().formatHex(hash);
  }
}
