package io.hornbook.common.benchmark;

import java.util.List;

/**
 * What was read of one benchmark.
 *
 * @param name its name, as the config spells it
 * @param items its items, in the order of the file; at least one
 * @param unreadable the records that could not be read, in the order of the file
 */
public record Benchmark(String name, List<BenchmarkItem> items, List<UnreadableItem> unreadable) {
  public Benchmark {
    items = List.copyOf(items);
    unreadable = List.copyOf(unreadable);
  }

  /** How many items come without a reference solution; they are searched by their prompt alone. */
  public long itemsWithoutSolution() {
    return items.stream().filter(item -> !item.hasSolution()).count();
  }
}
