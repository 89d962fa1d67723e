package io.hornbook.jobs.classifier;

import io.hornbook.common.forest.Forest;
import io.hornbook.common.forest.TreeNode;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.regression.RandomForestRegressionModel;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;

/** The plain description of a forest that MLlib trained. */
final class MllibForest {
  private static final double HIGHEST_SCORE = 5;

  private MllibForest() {}

  static Forest of(RandomForestClassificationModel model) {
    return new Forest(
        model.numFeatures(),
        Arrays.stream(model.trees())
            .map(tree -> node(tree.rootNode(), MllibForest::classes))
            .toList());
  }

  /**
   * Of a regression on scores from 0 to {@link #HIGHEST_SCORE}: each tree votes with its score as a
   * share of the highest, so that the forest's probability is a share of the mean score.
   */
  static Forest of(RandomForestRegressionModel model) {
    return new Forest(
        model.numFeatures(),
        Arrays.stream(model.trees())
            .map(tree -> node(tree.rootNode(), MllibForest::score))
            .toList());
  }

  private static TreeNode node(Node node, Function<Node, TreeNode> leaf) {
    if (node instanceof InternalNode internal) {
      ContinuousSplit split = (ContinuousSplit) internal.split();
      return new TreeNode.Split(
          split.featureIndex(),
          split.threshold(),
          node(internal.leftChild(), leaf),
          node(internal.rightChild(), leaf));
    }
    return leaf.apply(node);
  }

  private static TreeNode score(Node node) {
    double score = Math.min(HIGHEST_SCORE, Math.max(0, node.prediction()));
    return new TreeNode.Leaf(HIGHEST_SCORE - score, score);
  }

  private static TreeNode classes(Node node) {
    double[] weights = node.impurityStats().stats();
    return new TreeNode.Leaf(weights[0], weights[1]);
  }
}
