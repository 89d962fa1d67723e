package io.hornbook.jobs.run;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes an intermediate result and reads it back, which cuts its lineage. */
@FunctionalInterface
public interface Scratch {
  /**
   * The rows, as they were written.
   *
   * @param name unique in the attempt
   */
  Dataset<Row> write(String name, Dataset<Row> rows);

  /** The same, with names below {@code prefix}. */
  default Scratch below(String prefix) {
    return (name, rows) -> write(prefix + "-" + name, rows);
  }
}
