/**
 * Takes down what somebody asked to be taken away and a chain of runs has published already.
 *
 * <p>Start at {@link io.hornbook.jobs.takedown.Takedown}. It looks through a run and all that it
 * builds on for the documents that a deny-list ({@code io.hornbook.common.optout}) names and,
 * unless told otherwise, for those with the text of one, and lists where these are held:
 *
 * <ul>
 *   <li>rows of the corpora, {@code export} and {@code export-union}, and of what these hold out;
 *   <li>rows of the index that later runs are compared with, merged or not: a document's keys,
 *       bands and shingles, and the keys of what it stood for, so that later documents like it are
 *       new again and get a survivor of their own, instead of being out for one that is gone;
 *   <li>the text in the table {@code documents} of {@code ingest}.
 * </ul>
 *
 * To apply it writes the next version of each of these ({@link io.hornbook.jobs.run.NextVersion}):
 * corpora and index without the rows, documents with an empty text; their other columns (where they
 * came from, whose they are, digests) stay as evidence, by which {@code select} and a second
 * takedown know them. Files without such rows are copied byte by byte; in the others rows, order
 * and schema stay. What was made from an earlier version counts as made from the next one, so that
 * no job is asked for again. Rows, digests and the accounting of a manifest ({@code taken_down})
 * are those of its next version; its metrics stay those of the job as it ran, with {@code
 * replaced_digests} beside them.
 *
 * <p>Listed and not rewritten: spans that {@code decontaminate} quotes, reasons that a model gave
 * for a label, vectors of {@code embed}. The job that wrote them writes them anew with {@code
 * --replace}. Not looked through: the ledger of a model's answers, records in quarantine (256 bytes
 * each at most), finished pieces of an ingest that never published, copies of a run elsewhere, and
 * models that were trained.
 *
 * <p>A takedown ends with a record in each run that it has rewritten, {@code
 * takedowns/<time>.json}, of the schema {@code hornbook/takedown/1}: {@code time}, {@code
 * deny_list} (its digest), {@code copies}, {@code entries} (those that found something, with their
 * requests), {@code documents} and {@code rewritten}, a list of {@code run, job, table, rows},
 * attempts and digests before and after. No job deletes it. A takedown that is cut off goes on when
 * it is called again.
 *
 * <p>A corpus that was taken down holds nothing of the documents, but the run's {@code selection}
 * still keeps them: put the list into the config ({@code opt-out.deny-lists}), so that the next
 * {@code export} does not bring back their rows.
 *
 * <p>Cost: one pass over the columns of documents that a list looks at, over the ids of the corpora
 * and the index, and over the text of {@code documents}; to apply, a copy of each job's attempt
 * that holds something, and a second look. Ids of what is found are held in memory, some hundred
 * bytes each.
 */
package io.hornbook.jobs.takedown;
