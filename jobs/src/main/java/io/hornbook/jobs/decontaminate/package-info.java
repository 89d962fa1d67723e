/**
 * Which documents hold benchmark items: the job {@code decontaminate}.
 *
 * <p>Start at {@link io.hornbook.jobs.decontaminate.DecontaminateJob}. It reads the benchmarks of
 * the config, indexes them ({@link io.hornbook.common.ngram}), broadcasts the index and scans the
 * text of every document that is still in. What it writes is evidence; which similarity drops a
 * document is a threshold of {@code select}.
 *
 * <p>Writes {@code contamination}: one row a document, item and method ({@code exact}, {@code
 * ngram}) at or above {@code min-similarity}, with the longest common stretch as bytes of UTF-8 in
 * the document's text and in the item's text (prompt, solution and tests, each on a line of its
 * own). Writes {@code quarantine}: the records of benchmark files that are no item; {@code source}
 * is the benchmark, {@code origin} the file's name, {@code offset} the line.
 *
 * <p>Cost: one scan of the text column, about 3 ns a byte of one core; the index is about 60 bytes
 * an n-gram on each executor, 4 MB for HumanEval and MBPP together. No exchange but of evidence.
 */
package io.hornbook.jobs.decontaminate;
