package io.hornbook.jobs.evidence;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.unhex;
import static org.apache.spark.sql.functions.xxhash64;

import io.hornbook.common.document.Sha256;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The documents among which a duplicate is one. Documents of different scopes never meet, however
 * alike they are.
 */
@SuppressWarnings("ImmutableEnumChecker")
public enum Scope {
  /** All documents of the run. */
  GLOBAL(),

  /** Those of one source: a text that two sources have stays in both. */
  SOURCE("source"),

  /**
   * Those of one revision of one repository of a source: copies inside a checkout go, copies in
   * other repositories stay. Documents without a repository, or without a revision, share the scope
   * of all such documents of their source: null is a value like any other.
   */
  REPOSITORY_SNAPSHOT("source", "repository", "revision");

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> columns;

  Scope(String... columns) {
    this.columns = List.of(columns);
  }

  /**
   * What documents of one scope have in common: SHA-256 over the columns that tell scopes apart as
   * a JSON array, so that no two lists of values share an encoding; empty where all documents are
   * one scope.
   */
  public Column key() {
    Column[] values = columns.stream().map(functions::col).toArray(Column[]::new);
    return columns.isEmpty()
        ? lit(new byte[0])
        : unhex(sha2(to_json(array(values)).cast("binary"), Sha256.LENGTH * Byte.SIZE));
  }

  /** The bands of a document, such that those of two scopes do not meet. */
  public Column of(Column bands, Column key) {
    return columns.isEmpty() ? bands : transform(bands, band -> xxhash64(band, key));
  }
}
