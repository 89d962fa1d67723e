package io.hornbook.jobs.testing;

import io.hornbook.common.document.DocumentId;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.document.Sha256;
import io.hornbook.jobs.table.SignalsTable;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.jdk.javaapi.CollectionConverters;

/** A Python file of a repository, as a row of {@code documents}. */
public record TestDocument(String path, String text) {
  private static final String SOURCE = "files";
  private static final String REPOSITORY = "someone/something";

  /** Its id. */
  public byte[] id() {
    return DocumentId.of(new Provenance(SOURCE, REPOSITORY, path, null), text).bytes();
  }

  /** The digest of its bytes. */
  public byte[] sha256() {
    return Sha256.of(text).bytes();
  }

  /** Its row. */
  public Row row() {
    return RowFactory.create(
        id(),
        SOURCE,
        REPOSITORY,
        path,
        null,
        "python",
        CollectionConverters.asScala(List.of("MIT")).toSeq(),
        7L,
        Timestamp.from(Instant.parse("2020-01-02T03:04:05Z")),
        CollectionConverters.asScala(Map.of("owner", "someone")),
        text,
        (long) text.getBytes(StandardCharsets.UTF_8).length,
        sha256(),
        sha256(),
        1,
        1L);
  }

  /** Its row of {@code selection}: kept, if there is no reason against it. */
  public Row verdict(String... reasons) {
    return RowFactory.create(
        id(), reasons.length == 0, CollectionConverters.asScala(List.of(reasons)).toSeq(), null);
  }

  /** Its row of {@code signals}: those given, by column; the others are null. */
  public Row signals(Map<String, Object> values) {
    String[] columns = SignalsTable.TABLE.schema().fieldNames();
    Object[] row = Arrays.stream(columns).map(values::get).toArray();
    row[0] = id();
    return RowFactory.create(row);
  }
}
