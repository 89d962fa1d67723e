/**
 * Readers of single records: files, archive entries, JSON lines, posts of a Stack Exchange dump,
 * rows of a columnar file; and stores of texts that lie outside their records. Start at {@link
 * io.hornbook.common.source.RecordReader}.
 *
 * <p>Every record that a reader comes upon is one {@link io.hornbook.common.source.SourceRecord}:
 * read, or quarantined with where it lies and what is wrong. What is wrong with a record is the
 * record's own affair; its neighbours are read. A failure of the storage below is none of that: it
 * is thrown as {@link java.io.UncheckedIOException}, so that the reading is tried again and nothing
 * is quarantined for a lost connection.
 */
package io.hornbook.common.source;
