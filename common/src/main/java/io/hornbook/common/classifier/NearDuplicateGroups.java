package io.hornbook.common.classifier;

import io.hornbook.common.document.Sha256;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Groups of texts that are joined, directly or by others, by a common band of their signatures.
 *
 * <p>Candidates are not verified and chains are followed: a group may hold texts that are not
 * alike, which costs a little freedom in the split, and no pair that shares a band is ever on both
 * sides of it. (Nothing is deleted by these groups; that is {@code dedup}'s work, which verifies.)
 */
public final class NearDuplicateGroups {
  private final Map<Long, Sha256> bands = new HashMap<>();
  private final Map<Sha256, Sha256> parents = new HashMap<>();

  /**
   * Adds a text.
   *
   * @param text its content_sha256
   * @param bandHashes the hashes of its bands, as {@code LshParameters} gives them; a text without
   *     tokens has none and meets only those that have none either
   */
  public void add(Sha256 text, long[] bandHashes) {
    parents.putIfAbsent(text, text);
    long[] meeting = bandHashes.length == 0 ? new long[] {0} : bandHashes;
    for (long band : meeting) {
      Sha256 other = bands.putIfAbsent(band, text);
      if (other != null) {
        join(text, other);
      }
    }
  }

  private void join(Sha256 text, Sha256 other) {
    Sha256 left = root(text);
    Sha256 right = root(other);
    // The smaller digest is the root, so that a root names its group whatever the order of texts.
    if (Arrays.compareUnsigned(left.bytes(), right.bytes()) <= 0) {
      parents.put(right, left);
    } else {
      parents.put(left, right);
    }
  }

  /** The group of a text that was added: the smallest content_sha256 in it, unsigned. */
  public Sha256 group(Sha256 text) {
    return root(text);
  }

  private Sha256 root(Sha256 text) {
    Sha256 root = text;
    while (!parents.get(root).equals(root)) {
      Sha256 grandparent = parents.get(parents.get(root));
      parents.put(root, grandparent);
      root = grandparent;
    }
    return root;
  }
}
