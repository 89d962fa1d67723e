package io.hornbook.common.forest;

import io.hornbook.common.document.Sha256;
import java.util.List;

/**
 * The plain description of a random forest.
 *
 * @param dimensions the length of the vectors that it scores
 * @param trees the trees in the order in which their votes are summed; at least one
 */
public record Forest(int dimensions, List<TreeNode> trees) {
  public Forest {
    trees = List.copyOf(trees);
    if (trees.isEmpty()) {
      throw new IllegalArgumentException("Invalid forest: no trees (expected at least 1)");
    }
    for (TreeNode tree : trees) {
      requireFeaturesBelow(dimensions, tree);
    }
  }

  private static void requireFeaturesBelow(int dimensions, TreeNode node) {
    if (node instanceof TreeNode.Split split) {
      if (split.feature() >= dimensions) {
        throw new IllegalArgumentException(
            "Invalid feature: " + split.feature() + " (expected below " + dimensions + ")");
      }
      requireFeaturesBelow(dimensions, split.left());
      requireFeaturesBelow(dimensions, split.right());
    }
  }

  /** The persisted form of the package documentation. */
  public byte[] bytes() {
    return ForestBytes.write(this);
  }

  /**
   * The forest of a persisted form.
   *
   * @throws io.hornbook.common.failure.DataException if it is cut short or no such form
   */
  public static Forest parse(byte[] bytes) {
    return ForestBytes.read(bytes);
  }

  /** The node digest of the package documentation. */
  public Sha256 digest() {
    return Sha256.of(bytes());
  }
}
