/**
 * Turns sources into the table {@code documents}: every record becomes a document, the repetition
 * of one, or a row of {@code quarantine}. Start at {@link io.hornbook.jobs.ingest.IngestJob}.
 *
 * <p>The driver lists the files and checks their columns; a work item is one file, one row group of
 * a Parquet file, or one range of a plain file of lines, and one task streams it through a reader
 * of {@code io.hornbook.common.source}. Packed lines and archives are read from their start, one
 * task a file. Posts of a Stack Exchange dump meet their question by an exchange of posts. Then the
 * text is exchanged once, into the run's buckets by {@code document_id}; equal ids lie side by side
 * there and collapse into one row that counts them, and documents and quarantine are written in one
 * pass.
 *
 * <p>A run that builds on a base run takes what is new: a document whose id an earlier run of the
 * chain holds becomes a row of {@code known_documents}, found bucket by bucket from the ids alone.
 *
 * <p>A document that a deny-list names is left out where it is read: {@code dropped} keeps its
 * place and the digest of its text, as evidence. The lists are those of the day that the job runs,
 * which its metrics name by their digest ({@code deny-list}); a list that has changed since asks
 * for no new ingest, since {@code select} drops what it names.
 *
 * <p>An input over {@code piece-bytes} is read in pieces, each written aside as it is finished and
 * deleted when the job publishes: an attempt after one that died reads the unfinished pieces alone,
 * and does the exchange again. That costs one more writing and reading of the packed text, and the
 * wait for the last task of each piece.
 *
 * <p>Cost: one reading of the input, one exchange and one writing of its text (two exchanges for
 * posts).
 *
 * <p>Memory of a task, at most: one record as it is decoded (6 times {@code max-record-bytes}: its
 * bytes, its text, its row), and by source beside it: for a Parquet file the columns of a row group
 * as packed and one unpacked page of each ({@code max-row-group-bytes}); for texts in a store of
 * blobs 2 × {@code blobs.concurrency} of them; for packed files the dictionary of the compression
 * (512 MiB where a file claims more is damage; 9 MiB for gz, bz2 and {@code xz -6}, 8 to 128 MiB
 * for zst); for a dump the posts of one question; 16 bytes for each document of the earlier runs,
 * read in place. A record, row group or page over its limit is quarantined without being held,
 * whatever its size.
 *
 * <p>Writes {@code documents}, {@code quarantine}, {@code inputs}, {@code dropped} and, with a base
 * run, {@code known_documents}, each of version 1.
 */
package io.hornbook.jobs.ingest;
