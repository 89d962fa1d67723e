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
 * <p>Cost: one reading of the input, one exchange and one writing of its text (two exchanges for
 * posts); memory of a task: one record, or the compressed row group of a Parquet file, or the posts
 * of one question; 16 bytes for each document of the earlier runs, read in place.
 *
 * <p>Writes {@code documents}, {@code quarantine} and, with a base run, {@code known_documents},
 * each of version 1.
 */
package io.hornbook.jobs.ingest;
