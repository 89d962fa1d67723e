package io.hornbook.common.forest;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A forest as arrays of primitives, for vectors of floats.
 *
 * <p>A walk has no branch that depends on the data. Both children of a node are neighbours, so that
 * the outcome of the comparison is added to the index of the left one; a leaf is its own left child
 * and compares to the left always, so that every walk takes as many steps as the deepest of the
 * eight trees that are walked side by side (their loads overlap, which hides the latency of each).
 *
 * <p>Comparisons are between integers in the order of the floats they stand for. A threshold is
 * rounded down to a float, which changes no decision: for a float x, x is at or below a double t
 * just when it is at or below the largest float that is at or below t.
 */
public final class FlatForest implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int LANES = 8;

  /** Above every number, infinity and NaN: nothing goes right of it. */
  private static final int ALWAYS_LEFT = Integer.MAX_VALUE;

  private final int dimensions;

  /** For each node the threshold, as an ordered integer, in the high half; the feature below. */
  private final long[] nodes;

  /** For each node the index of its left child; the right one follows it. */
  private final int[] lefts;

  /** For each node, if a leaf, its votes for the negative and for the positive class. */
  private final double[] votes;

  /** The root of each tree, rounded up to whole groups of eight by trees that do not vote. */
  private final int[] roots;

  /** The steps that each group of eight trees needs. */
  private final int[] steps;

  private FlatForest(Forest forest) {
    int groups = (forest.trees().size() + LANES - 1) / LANES;
    int padding = groups * LANES - forest.trees().size();
    int size = padding + forest.trees().stream().mapToInt(TreeNode::size).sum();
    dimensions = forest.dimensions();
    nodes = new long[size];
    lefts = new int[size];
    votes = new double[2 * size];
    roots = new int[groups * LANES];
    steps = new int[groups];
    int next = 0;
    for (int tree = 0; tree < roots.length; tree++) {
      TreeNode root =
          tree < forest.trees().size() ? forest.trees().get(tree) : new TreeNode.Leaf(0, 0);
      roots[tree] = next;
      steps[tree / LANES] = Math.max(steps[tree / LANES], root.depth());
      next = add(root, next);
    }
  }

  /** The same forest laid out for speed. */
  public static FlatForest of(Forest forest) {
    return new FlatForest(forest);
  }

  /** Lays a tree out level by level from {@code start} on; returns the index behind it. */
  private int add(TreeNode root, int start) {
    Deque<TreeNode> open = new ArrayDeque<>();
    open.add(root);
    int node = start;
    int free = start + 1;
    for (; !open.isEmpty(); node++) {
      TreeNode next = open.remove();
      if (next instanceof TreeNode.Split split) {
        nodes[node] = (long) ordered(floor(split.threshold())) << 32 | split.feature();
        lefts[node] = free;
        free += 2;
        open.add(split.left());
        open.add(split.right());
      } else if (next instanceof TreeNode.Leaf leaf) {
        nodes[node] = (long) ALWAYS_LEFT << 32;
        lefts[node] = node;
        votes[2 * node] = leaf.negativeVote();
        votes[2 * node + 1] = leaf.positiveVote();
      }
    }
    return node;
  }

  /** The length of the vectors that the forest scores. */
  public int dimensions() {
    return dimensions;
  }

  /**
   * The probability of the positive class, in [0, 1], equal to MLlib's to the last bit.
   *
   * @throws IllegalArgumentException if the vector has another length
   */
  public double probability(float[] vector) {
    if (vector.length != dimensions) {
      throw new IllegalArgumentException(
          "Invalid vector: " + vector.length + " dimensions (expected " + dimensions + ")");
    }
    int[] features = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      features[i] = ordered(vector[i]);
    }
    double negative = 0;
    double positive = 0;
    int[] leaves = new int[LANES];
    for (int group = 0; group < steps.length; group++) {
      walk(features, group, leaves);
      for (int leaf : leaves) {
        negative += votes[2 * leaf];
        positive += votes[2 * leaf + 1];
      }
    }
    double sum = negative + positive;
    return sum == 0 ? positive : positive / sum;
  }

  private void walk(int[] features, int group, int[] leaves) {
    int first = group * LANES;
    int a = roots[first];
    int b = roots[first + 1];
    int c = roots[first + 2];
    int d = roots[first + 3];
    int e = roots[first + 4];
    int f = roots[first + 5];
    int g = roots[first + 6];
    int h = roots[first + 7];
    for (int step = steps[group]; step > 0; step--) {
      a = child(features, a);
      b = child(features, b);
      c = child(features, c);
      d = child(features, d);
      e = child(features, e);
      f = child(features, f);
      g = child(features, g);
      h = child(features, h);
    }
    leaves[0] = a;
    leaves[1] = b;
    leaves[2] = c;
    leaves[3] = d;
    leaves[4] = e;
    leaves[5] = f;
    leaves[6] = g;
    leaves[7] = h;
  }

  private int child(int[] features, int node) {
    long packed = nodes[node];
    long threshold = packed >> 32;
    return lefts[node] + (int) ((threshold - features[(int) packed]) >>> 63);
  }

  /** The largest float at or below {@code threshold}. */
  private static float floor(double threshold) {
    float rounded = (float) threshold;
    return rounded > threshold ? Math.nextDown(rounded) : rounded;
  }

  /** An integer that orders floats: one zero, and every NaN above infinity. */
  private static int ordered(float value) {
    int bits = Float.floatToIntBits(value + 0.0f);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }
}
