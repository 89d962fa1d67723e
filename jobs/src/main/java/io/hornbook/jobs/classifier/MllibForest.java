package io.hornbook.jobs.classifier;

import io.hornbook.common.forest.Forest;
import io.hornbook.common.forest.TreeNode;
import java.util.Arrays;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;

/** The plain description of a forest that MLlib trained. */
final class MllibForest {
  private MllibForest() {}

  static Forest of(RandomForestClassificationModel model) {
    return new Forest(
        model.numFeatures(),
        Arrays.stream(model.trees()).map(tree -> node(tree.rootNode())).toList());
  }

  private static TreeNode node(Node node) {
    if (node instanceof InternalNode internal) {
      ContinuousSplit split = (ContinuousSplit) internal.split();
      return new TreeNode.Split(
          split.featureIndex(),
          split.threshold(),
          node(internal.leftChild()),
          node(internal.rightChild()));
    }
    double[] weights = node.impurityStats().stats();
    return new TreeNode.Leaf(weights[0], weights[1]);
  }
}
