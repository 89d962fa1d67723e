package io.hornbook.jobs.ingest;

import io.hornbook.common.optout.DenyList;
import io.hornbook.common.optout.DenySubject;
import io.hornbook.common.source.SourceRecord;
import io.hornbook.common.source.SourceRecord.Read;
import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * Leaves out documents that a deny-list names, where they are read: their text goes nowhere.
 *
 * @param list who and what has opted out
 */
record OptOuts(DenyList list) implements Serializable {
  /**
   * The row of a record: of {@code dropped}, with the digest of its text alone, if it is a document
   * that the list denies.
   *
   * @param origin the file that holds it, relative to its source's root
   */
  Row row(SourceRecord record, String origin) {
    return record instanceof Read read
            && !list.isEmpty()
            && list.denies(DenySubject.of(read.document()))
        ? RecordRows.optedOut(read, origin)
        : RecordRows.row(record);
  }
}
