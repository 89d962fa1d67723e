/**
 * {@code score}: the quality of every document that is still in, in the table {@code scores}.
 *
 * <p>Start at {@link io.hornbook.jobs.score.ScoreJob}. Each text goes through the embedder and the
 * forest of {@code train-classifier} in one pass, in the task that reads it; no vector is kept and
 * no text exchanged. A document that a gate or {@code dedup} has put out has no row: it was not
 * scored.
 *
 * <p>A classifier whose forest is not the published one, or whose embedder is not the config's, is
 * refused; so is another classifier than that of the runs that the run builds on, unless the config
 * lets them mix. Scores are doubles, equal to MLlib's {@code transform} on the same vectors to the
 * last bit, on any machine; those of an embedder that is not exact stand outside the digest.
 * Classifiers of other runs may score beside the run's own: the highest quality, or the mean.
 *
 * <p>The file {@code thresholds.json} of the attempt holds what every threshold would keep, in
 * thousandths: documents, tokens, and the precision and recall on the labelled texts, each
 * predicted without its fold (unknown for an ensemble, whose members have other folds). {@code
 * select} may choose its threshold there.
 *
 * <p>Cost: one scan of {@code documents} with its text, of the signals that the rules name and of
 * the ids of the duplicates; about 6 ns a byte of text and 3 µs a document for 100 trees. The
 * forest (a few MB) goes to every executor.
 */
package io.hornbook.jobs.score;
