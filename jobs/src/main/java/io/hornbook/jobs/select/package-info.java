/**
 * Turns evidence into verdicts: the one job that decides, by the thresholds of the config, what the
 * corpus holds and why the rest is out.
 *
 * <p>Start at {@link io.hornbook.jobs.select.SelectJob}; {@code io.hornbook.common.rule.Verdict} is
 * the decision itself. Reads documents (without their text), signals, duplicates, semantic
 * duplicates (where they are looked for), scores and contamination, joined bucket by bucket; writes
 * {@code selection}, one row a document. A document that came as far as scoring and has no score is
 * never kept.
 *
 * <p>Metrics of the manifest: {@code funnel}, a list in the order in which documents leave, of
 * {@code reason} (null for what is kept), {@code documents}, {@code bytes} and {@code tokens}, each
 * document counted at its first reason; {@code quality_at_least}, the threshold, chosen in score's
 * table where the config says how; {@code reasons}, how often each reason was given, whether or not
 * it was the first; {@code dropped_survivors}, how many of dedup's survivors were dropped here, so
 * that nothing stands for their clusters (with those of {@code semantic-dedup}, and without those
 * that are themselves semantic duplicates).
 *
 * <p>A hit that reaches {@code contamination-from} of its method drops the document; a method that
 * is left out there only reports. Methods of {@code contamination-cut} drop it only where what must
 * go is not known: otherwise the lines of the function are {@code cuts}, and {@code export} writes
 * the rest, which the search has been run on again. Metrics: {@code contamination}, of each
 * benchmark and method the documents and items that reach the limit; {@code documents_with_cuts}.
 *
 * <p>Opt-out comes first: {@code opted_out} is what a deny-list names, {@code opted_out_copy} what
 * has its text, wherever it stands, since a text that somebody asked to take away is not brought
 * back by a copy ({@code opt-out.copies: false} keeps copies). The duplicates of a survivor that is
 * opted out stay out, too: they were neither scored nor held against benchmarks. {@code
 * duplicates_of_opted_out} of the metrics counts those that are not opted out themselves; {@code
 * opt-out.new-survivors} lets {@code dedup} find survivors for them.
 *
 * <p>Cost: one pass over a few dozen bytes a document and table; the funnel and the survivors
 * exchange counts and ids alone.
 */
package io.hornbook.jobs.select;
