/**
 * Which documents hold benchmark items: the job {@code decontaminate}.
 *
 * <p>Start at {@link io.hornbook.jobs.decontaminate.DecontaminateJob}. It reads the benchmarks of
 * the config, indexes them ({@link io.hornbook.common.ngram}), broadcasts the index and scans the
 * text of every document that is still in: as text, and its functions by their syntax trees ({@link
 * io.hornbook.common.contamination}). What it writes is evidence; which similarity drops a document
 * is a threshold of {@code select}.
 *
 * <p>Before any document is read, items of each benchmark are planted in six forms and looked for:
 * {@code self_test} in the metrics has how many were found, by form and method. A literal copy that
 * is missed fails the job (exit code 3).
 *
 * <p><b>Idioms.</b> An n-gram that {@code idioms.min-documents} documents have (and a share of
 * {@code idioms.min-share}) which hold none of its items counts neither among the n-grams of an
 * item nor among those that a document has of it. A document holds an item that it has exactly, or
 * 0.8 of one of its parts, or a function of; so a benchmark that leaked into a thousand files is no
 * idiom. The scan notes for each document the n-grams that no item explains; counting them is a
 * pass over these numbers, and the driver receives those that reach the limit, never more than the
 * benchmarks have.
 *
 * <p>Writes {@code contamination}: one row a document, item and method ({@code exact}, {@code
 * ngram} at or above {@code min-similarity}, {@code ast} at or above {@code ast.min-match}), with
 * the longest common stretch, or the function, as bytes of UTF-8 in the document's text and in the
 * item's text (prompt, solution and tests, each on a line of its own). Writes {@code quarantine}:
 * the records of benchmark files that are no item; {@code source} is the benchmark, {@code origin}
 * the file's name, {@code offset} the line.
 *
 * <p>Metrics: {@code benchmarks}; {@code unsearchable_items}; {@code items_without_tree}, which the
 * method {@code ast} does not look for; {@code self_test}; {@code idioms}, and the {@code
 * commonest_idioms} with their words; {@code matches}, of each benchmark and method the rows,
 * documents and items; {@code match_rates}, documents and items at the rates of phi-1; {@code
 * samples}, of each benchmark and method the ten rows of the least similarity, both sides beside
 * each other.
 *
 * <p>Cost: one scan of the text column, about 3 ns a byte of one core, and a parse of what is in
 * the language of a benchmark, about 300; the index is about 60 bytes an n-gram on each executor, 4
 * MB for HumanEval and MBPP together. No exchange but of evidence.
 */
package io.hornbook.jobs.decontaminate;
