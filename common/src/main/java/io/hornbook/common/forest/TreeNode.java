package io.hornbook.common.forest;

import java.io.Serializable;

/** A node of a decision tree over continuous features, for two classes. */
public sealed interface TreeNode extends Serializable {
  /** The number of splits on the longest way down: 0 for a leaf. */
  int depth();

  /** The number of nodes from here down. */
  int size();

  /**
   * Sends a vector on.
   *
   * @param feature the dimension to look at, 0 or more
   * @param threshold a vector whose feature is at or below it goes left; not NaN
   */
  record Split(int feature, double threshold, TreeNode left, TreeNode right) implements TreeNode {
    public Split {
      if (feature < 0) {
        throw new IllegalArgumentException("Invalid feature: " + feature + " (expected 0 or more)");
      }
      if (Double.isNaN(threshold)) {
        throw new IllegalArgumentException("Invalid threshold: NaN (expected a number)");
      }
    }

    @Override
    public int depth() {
      return 1 + Math.max(left.depth(), right.depth());
    }

    @Override
    public int size() {
      return 1 + left.size() + right.size();
    }
  }

  /**
   * Where a vector ends.
   *
   * @param negative the weight of the negative training examples that ended here, 0 or more
   * @param positive the weight of the positive ones
   */
  record Leaf(double negative, double positive) implements TreeNode {
    public Leaf {
      if (!(negative >= 0) || !(positive >= 0) || Double.isInfinite(negative + positive)) {
        throw new IllegalArgumentException(
            "Invalid leaf: "
                + negative
                + ", "
                + positive
                + " (expected finite weights of 0 or more)");
      }
    }

    @Override
    public int depth() {
      return 0;
    }

    @Override
    public int size() {
      return 1;
    }

    /** The tree's vote for the negative class, in [0, 1]. */
    double negativeVote() {
      return vote(negative);
    }

    /** The tree's vote for the positive class, in [0, 1]. */
    double positiveVote() {
      return vote(positive);
    }

    private double vote(double weight) {
      double total = negative + positive;
      return total == 0 ? 0 : weight / total;
    }
  }
}
