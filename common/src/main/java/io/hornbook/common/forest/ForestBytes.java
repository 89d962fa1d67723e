package io.hornbook.common.forest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hornbook.common.failure.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The persisted form of forests. */
final class ForestBytes {
  private static final byte[] MAGIC = "hornbook-forest-v1".getBytes(UTF_8);
  private static final int SPLIT = 1;
  private static final int LEAF = 0;

  /**
   * Deeper than any trainer goes (MLlib stops at 30): a damaged file must not exhaust the stack.
   */
  private static final int DEEPEST = 256;

  private ForestBytes() {}

  static byte[] write(Forest forest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MAGIC);
      out.writeInt(forest.dimensions());
      out.writeInt(forest.trees().size());
      for (int tree = 0; tree < forest.trees().size(); tree++) {
        write(tree, forest.trees().get(tree), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(int tree, TreeNode root, DataOutputStream out) throws IOException {
    Deque<TreeNode> open = new ArrayDeque<>(List.of(root));
    for (int node = 0; !open.isEmpty(); node++) {
      out.writeInt(tree);
      out.writeInt(node);
      TreeNode next = open.pop();
      if (next instanceof TreeNode.Split split) {
        out.writeByte(SPLIT);
        out.writeInt(split.feature());
        out.writeLong(bits(split.threshold()));
        open.push(split.right());
        open.push(split.left());
      } else if (next instanceof TreeNode.Leaf leaf) {
        out.writeByte(LEAF);
        out.writeLong(bits(leaf.negative()));
        out.writeLong(bits(leaf.positive()));
      }
    }
  }

  private static long bits(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  static Forest read(byte[] bytes) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new IOException("it is no forest of version 1");
      }
      int dimensions = in.readInt();
      int count = in.readInt();
      List<TreeNode> trees = new ArrayList<>();
      for (int tree = 0; tree < count; tree++) {
        trees.add(new Reader(in, tree).read(0));
      }
      if (in.available() > 0) {
        throw new IOException("bytes follow the last tree");
      }
      return new Forest(dimensions, trees);
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException("Cannot read the forest: " + message(e), e);
    }
  }

  private static String message(Exception e) {
    return e instanceof EOFException ? "it is cut short" : e.getMessage();
  }

  /** Reads one tree in pre-order. */
  private static final class Reader {
    private final DataInputStream in;
    private final int tree;
    private int next;

    Reader(DataInputStream in, int tree) {
      this.in = in;
      this.tree = tree;
    }

    TreeNode read(int depth) throws IOException {
      if (in.readInt() != tree || in.readInt() != next++ || depth > DEEPEST) {
        throw new IOException("its nodes are out of order");
      }
      int kind = in.readUnsignedByte();
      return switch (kind) {
        case LEAF -> new TreeNode.Leaf(in.readDouble(), in.readDouble());
        case SPLIT ->
            new TreeNode.Split(in.readInt(), in.readDouble(), read(depth + 1), read(depth + 1));
        default -> throw new IOException("a node is of kind " + kind);
      };
    }
  }
}
