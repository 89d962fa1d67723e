/**
 * A trained random forest without Spark: start at {@link io.hornbook.common.forest.Forest}.
 *
 * <p>A {@link io.hornbook.common.forest.Forest} is the plain description, trees of {@link
 * io.hornbook.common.forest.TreeNode}; {@link io.hornbook.common.forest.FlatForest} is the same
 * forest laid out for speed. The probability of the positive class is MLlib's, in MLlib's order of
 * operations on doubles, so that it is the same number to the last bit:
 *
 * <ul>
 *   <li>a vector descends to the left where its feature is at or below the threshold; NaN is not;
 *   <li>a tree votes for each class with the leaf's weight of the class over the leaf's total, the
 *       total being negative + positive; a leaf without weight does not vote;
 *   <li>the votes of a class are summed in the order of the trees;
 *   <li>the probability is the positive votes over (negative votes + positive votes), and the vote
 *       itself, 0, where that sum is 0.
 * </ul>
 *
 * <h2>The persisted form, version 1</h2>
 *
 * <p>A forest is written as, with every number big-endian: {@code hornbook-forest-v1} in UTF-8, the
 * dimensions and the number of trees as int, and for every node, tree by tree and each tree in
 * pre-order, the tree's and the node's ordinal as int, then for a split the byte 1, the feature as
 * int and the threshold's bits as long, and for a leaf the byte 0 and the bits of the negative and
 * of the positive weight as long; -0.0 is written as 0.0. Equal forests are equal files: the
 * <i>node digest</i>, which names a forest by what it decides, is the file's SHA-256.
 */
package io.hornbook.common.forest;
