package io.hornbook.jobs.dedup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Graphs over numbered vertices, and the naive answer to which of them are removed. */
final class Graphs {
  record Edge(int low, int high) implements Comparable<Edge> {
    @Override
    public int compareTo(Edge other) {
      int lows = Integer.compare(low, other.low);
      return lows == 0 ? Integer.compare(high, other.high) : lows;
    }
  }

  private Graphs() {}

  /** In the order of the vertices: removed if a neighbour before it stays. */
  static Set<Integer> removed(List<Edge> edges) {
    Set<Integer> highs = new TreeSet<>();
    edges.forEach(edge -> highs.add(edge.high));
    Set<Integer> removed = new TreeSet<>();
    for (int vertex : highs) {
      boolean hasSurvivor =
          edges.stream().anyMatch(edge -> edge.high == vertex && !removed.contains(edge.low));
      if (hasSurvivor) {
        removed.add(vertex);
      }
    }
    return removed;
  }

  /** {@code start} – {@code start + 1} – … , in the order of the vertices. */
  static List<Edge> chain(int start, int length) {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i + 1 < length; i++) {
      edges.add(new Edge(start + i, start + i + 1));
    }
    return edges;
  }

  /** Many small random graphs side by side, from sparse to complete. */
  static List<Edge> random(RandomGenerator random, int start, int graphs) {
    Set<Edge> edges = new TreeSet<>();
    for (int graph = 0; graph < graphs; graph++) {
      int vertices = 2 + random.nextInt(12);
      double density = random.nextDouble();
      for (int pair = 0; pair < vertices * vertices; pair++) {
        int low = pair / vertices;
        int high = pair % vertices;
        if (low < high && random.nextDouble() < density) {
          edges.add(new Edge(start + graph * 20 + low, start + graph * 20 + high));
        }
      }
    }
    return List.copyOf(edges);
  }
}
