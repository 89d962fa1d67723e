/**
 * How well scores rank and separate what a label calls positive: start at {@link
 * io.hornbook.common.metric.Ranking}.
 *
 * <p>Every metric is computed from integer counts, so it depends neither on the order of the
 * examples nor on the machine. A metric that the data does not define (the area under a curve of
 * one class, the precision of no selection) is absent, never zero.
 *
 * <ul>
 *   <li>ROC-AUC: the share of (positive, negative) pairs that the scores order rightly, a tie
 *       counting one half (Hanley and McNeil 1982, doi:10.1148/radiology.143.1.7063747).
 *   <li>PR-AUC: average precision, the sum over the distinct scores of precision times the growth
 *       of recall, without interpolation (Davis and Goadrich 2006, doi:10.1145/1143844.1143874).
 *   <li>Spearman: Pearson's correlation of the ranks, tied values sharing their mean rank.
 *   <li>Balanced error: the mean of the two classes' error rates.
 *   <li>Score error: the mean absolute error of a predicted score, first among the examples of each
 *       labelled score (rounded half up), then over those scores, so that a rare score counts as
 *       much as a common one (as Seed-Coder reports it, arXiv:2506.03524).
 * </ul>
 *
 * <p>What is measured on a sample has an interval: {@link io.hornbook.common.metric.Bootstrap}
 * draws whole groups of examples that belong together, with replacement.
 */
package io.hornbook.common.metric;
