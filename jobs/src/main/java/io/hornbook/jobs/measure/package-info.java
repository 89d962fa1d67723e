/**
 * Measures every document: its signals, and where personal data and secrets stand in it. It decides
 * nothing but what is worth a parse; the rules of the config read the signals later.
 *
 * <p>Start at {@link io.hornbook.jobs.measure.MeasureJob}. The signals are defined in {@code
 * io.hornbook.common.signal} (the table of them is {@code common/SIGNALS.md}), the spans in {@code
 * io.hornbook.common.sensitive}. Reads documents bucket by bucket and writes {@code signals}, one
 * row a document, in the same buckets: nothing is exchanged.
 *
 * <p>Metrics of the manifest: the sums of {@code characters}, {@code lines} and {@code tokens};
 * {@code parsed_documents} and {@code documents_with_parse_errors}; {@code with_sensitive}, how
 * many documents hold each kind of personal data or secret; {@code seconds}, what each group of
 * signals ({@code io.hornbook.common.signal.SignalGroup}: one pass or one parse for all of it) cost
 * over all tasks; {@code dearest}, the group that cost most, and its share.
 *
 * <p>A text that a rule on an unparsed signal drops is not parsed: its signals of the parser are
 * null, and the reasons for it name the rules that dropped it and no rule on the parser's signals.
 * So these rules are part of the job's config, and changing one measures again; with {@code
 * parse-dropped} everything is parsed, and no rule matters here.
 *
 * <p>Cost: one pass over the text, at the speed of its dearest parts, the count of tokens and the
 * parser: about 2 MB/s a core for Python.
 */
package io.hornbook.jobs.measure;
