package io.hornbook.common.forest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
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

  /** The node digest of the package documentation, as 64 hexadecimal digits. */
  public String digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (DataOutputStream out =
          new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256))) {
        out.write("hornbook-forest-v1".getBytes(UTF_8));
        out.writeInt(dimensions);
        out.writeInt(trees.size());
        for (int tree = 0; tree < trees.size(); tree++) {
          write(tree, trees.get(tree), out);
        }
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(int tree, TreeNode root, DataOutputStream out) throws IOException {
    Deque<TreeNode> open = new ArrayDeque<>(List.of(root));
    for (int node = 0; !open.isEmpty(); node++) {
      out.writeInt(tree);
      out.writeInt(node);
      TreeNode next = open.pop();
      if (next instanceof TreeNode.Split split) {
        out.writeByte(1);
        out.writeInt(split.feature());
        out.writeLong(Double.doubleToLongBits(split.threshold() + 0.0));
        open.push(split.right());
        open.push(split.left());
      } else if (next instanceof TreeNode.Leaf leaf) {
        out.writeByte(0);
        out.writeLong(Double.doubleToLongBits(leaf.negative() + 0.0));
        out.writeLong(Double.doubleToLongBits(leaf.positive() + 0.0));
      }
    }
  }
}
