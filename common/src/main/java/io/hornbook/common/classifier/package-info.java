/**
 * The quality classifier without Spark: an embedder, a forest over its vectors, and how well the
 * pair predicts labels it has not seen. Start at {@link
 * io.hornbook.common.classifier.QualityClassifier}.
 *
 * <h2>What is measured, and on what</h2>
 *
 * <p>A label is about a text. Texts that are near-duplicates of each other form a group ({@link
 * io.hornbook.common.classifier.NearDuplicateGroups}), and each text is predicted by a forest that
 * has seen no text of its fold ({@link io.hornbook.common.classifier.Folds}), nor of any group that
 * has one there. The predictions of all folds together are one ranking; everything that {@link
 * io.hornbook.common.classifier.Measurement} says is read from it.
 *
 * <p>Where folds are made of repositories or folders, the forest is measured on places it has not
 * seen. Without them a fold is made of whole groups.
 *
 * <p>Beside the forest stand baselines that learn from the same folds: the length of the text
 * alone, its share of comments, everything but the longest, and the commoner class. A classifier
 * that does not beat them has learned nothing that is worth its cost (arXiv:2407.00434 prunes code
 * well by length alone).
 */
package io.hornbook.common.classifier;
