/**
 * Turns sources into the table {@code documents}: every record becomes a document, the repetition
 * of one, or a row of {@code quarantine}. Start at {@link io.hornbook.jobs.ingest.IngestJob}.
 *
 * <p>The driver lists the files; a work item is one file, or one row group of a Parquet file, and
 * one task streams it through a reader of {@code io.hornbook.common.source}. Posts of a Stack
 * Exchange dump meet their question by an exchange of posts. Then the text is exchanged once, into
 * the run's buckets by {@code document_id}; equal ids lie side by side there and collapse into one
 * row that counts them, and documents and quarantine are written in one pass.
 *
 * <p>Cost: one reading of the input, one exchange and one writing of its text (two exchanges for
 * posts); memory of a task: one record, or the compressed row group of a Parquet file, or the posts
 * of one question.
 *
 * <p>Writes {@code documents} version 1 and {@code quarantine} version 1.
 */
package io.hornbook.jobs.ingest;
