package io.hornbook.common.forest;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Random forests, and the walk by pointers that the flat one must equal. */
final class RandomForests {
  private RandomForests() {}

  static Forest forest(RandomGenerator random, int trees, int depth, int dimensions) {
    List<TreeNode> roots =
        Stream.generate(() -> tree(random, depth, dimensions)).limit(trees).toList();
    return new Forest(dimensions, roots);
  }

  private static TreeNode tree(RandomGenerator random, int depth, int dimensions) {
    if (depth == 0 || random.nextInt(12) == 0) {
      return new TreeNode.Leaf(random.nextInt(40) / 1024.0, random.nextInt(40) / 1024.0);
    }
    return new TreeNode.Split(
        random.nextInt(dimensions),
        random.nextGaussian(),
        tree(random, depth - 1, dimensions),
        tree(random, depth - 1, dimensions));
  }

  static float[] vector(RandomGenerator random, int dimensions) {
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  /** The probability by the words of the package documentation. */
  static double naive(Forest forest, float[] vector) {
    double[] votes = new double[2];
    for (TreeNode tree : forest.trees()) {
      TreeNode.Leaf leaf = leaf(tree, vector);
      double total = leaf.negative() + leaf.positive();
      if (total != 0) {
        votes[0] += leaf.negative() / total;
        votes[1] += leaf.positive() / total;
      }
    }
    double sum = votes[0] + votes[1];
    return sum == 0 ? votes[1] : votes[1] / sum;
  }

  private static TreeNode.Leaf leaf(TreeNode root, float[] vector) {
    TreeNode node = root;
    while (node instanceof TreeNode.Split split) {
      node = vector[split.feature()] <= split.threshold() ? split.left() : split.right();
    }
    return (TreeNode.Leaf) node;
  }
}
