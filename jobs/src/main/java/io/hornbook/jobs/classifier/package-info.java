/**
 * {@code train-classifier}: a forest that predicts from a text's vector whether its label is good.
 *
 * <p>Start at {@link io.hornbook.jobs.classifier.ClassifierJob}. It reads labels, the vectors of
 * the labelled documents, and those documents' text for a moment, in place, to sign it; what is
 * exchanged is a few hundred bytes a labelled text. A text counts once, however many documents hold
 * it. Its score is the mean of its labels over replicates and annotators; it is positive if the
 * mean is {@code min-score} or more.
 *
 * <p>A run that builds on a base run takes that run's classifier as it is, so that the scores of a
 * chain are of one forest. With {@code retrain} it trains on the labels of all runs of the chain;
 * then the labelled texts of the earlier runs are looked at as well.
 *
 * <p>No forest is judged by a text if it learned from one that shares a MinHash band with it, or is
 * of the same repository, or of the same folder, as the config says. A repository (folder) is in
 * one fold, the largest first and each where there are fewest texts; near-duplicates of a fold's
 * texts in other folds are left out when the forest is trained that judges it, as in purged
 * cross-validation (López de Prado 2018, Advances in Financial Machine Learning, chapter 7). Fewer
 * repositories (folders) than folds give fewer folds. How many texts are left out in this way, over
 * all folds, stands in the card. Without either, groups of near-duplicates are drawn into folds
 * whole. The bands are chosen so that a pair at the configured similarity is missed with at most
 * the configured probability. One forest a fold, with the others as its training texts, gives
 * predictions for the card; the forest that is kept is trained on all of them. Where several
 * growths are tried, that with the best ROC-AUC is kept, and each text of the card is predicted by
 * the growth that is best in the other folds.
 *
 * <p>A regression predicts the score, 0 to 5; its quality is a fifth of that. Signals that the
 * config names follow the vector as features; of labelled texts they are measured here, whatever
 * the rules have dropped.
 *
 * <p>MLlib draws its bags by partition index and row order, so the texts are partitioned by {@code
 * content_sha256} into a configured number of partitions and sorted in each; class weights are
 * multiples of 1/1024, whose sums are exact. The same labels therefore give the same trees on any
 * number of cores and in any order of the input.
 *
 * <p>The attempt holds no table but:
 *
 * <ul>
 *   <li>{@code forest.bin}, the forest in the form of {@code io.hornbook.common.forest}, whose
 *       SHA-256 is the digest {@code forest} in the manifest; the digest {@code classifier} is the
 *       fingerprint of forest and embedder, and stands in every row of {@code scores};
 *   <li>{@code model/}, the same forest as MLlib saves it ({@code
 *       RandomForestClassificationModel.load}, or of a regression {@code
 *       RandomForestRegressionModel.load});
 *   <li>{@code model-card.json}: what it was trained on; how well it predicts the folds it has not
 *       seen, with 95 % intervals, as a whole, by source, language and length, and with fewer
 *       labels; the baselines and the annotators' agreement beside it; the calibration curve; the
 *       features that the trees owe most to; the whole table of thresholds.
 * </ul>
 *
 * <p>Cost: one scan of {@code documents} (text of labelled documents only is looked at), and (folds
 * times what is tried, and the points of the learning curve, + 1) trainings of about {@code depth}
 * Spark jobs each, whatever the number of labels up to some ten thousand. The labelled sample is
 * bounded by the labelling budget; its groups are found in one task.
 */
package io.hornbook.jobs.classifier;
