package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * Records that a job could not read or process, with where they lie and why: nothing is lost in
 * silence.
 *
 * <p>{@code origin} is the file relative to its source's root ({@code archive.jar!/entry} inside an
 * archive), {@code offset} the byte offset in it, or the record's ordinal where the format has no
 * offsets; {@code head} the first 256 raw bytes at most; {@code records} how many records the row
 * stands for. Messages of libraries differ between versions, so {@code error} is outside the
 * digest.
 */
public final class QuarantineTable {
  public static final Table TABLE =
      Table.plain(
              "quarantine",
              1,
              StructType.fromDDL(
                  "source STRING, origin STRING, offset BIGINT, reason STRING, error STRING,"
                      + " head BINARY, records BIGINT"))
          .withoutInDigest("error");

  private QuarantineTable() {}
}
