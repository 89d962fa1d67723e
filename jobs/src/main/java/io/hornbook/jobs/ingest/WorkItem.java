package io.hornbook.jobs.ingest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one task reads in one go: a file, or a row group of a Parquet file.
 *
 * @param source the index of the source in the config
 * @param path relative to the source's root
 * @param location where the file lies
 * @param length of the file, in bytes
 * @param rowGroup the ordinal of the row group; {@link #WHOLE}: the file
 * @param bytes how much there is to read
 */
record WorkItem(int source, String path, String location, long length, int rowGroup, long bytes)
    implements Serializable {
  /** No row group: the whole file. */
  static final int WHOLE = -1;

  /** What opening a file costs, in bytes that could be read instead. */
  private static final long OPENING = 1 << 20;

  private static final long LARGEST_BIN = 128L << 20;

  /**
   * The items in bins of like size, one a task: enough of them for {@code cores}, none much larger
   * than 128 MB unless an item is. The result of the job does not depend on them.
   */
  static List<List<WorkItem>> bins(List<WorkItem> items, int cores) {
    long total = items.stream().mapToLong(item -> item.bytes() + OPENING).sum();
    long size = Math.max(OPENING, Math.min(LARGEST_BIN, total / (2L * cores)));
    List<WorkItem> largestFirst = new ArrayList<>(items);
    largestFirst.sort(
        Comparator.comparingLong(WorkItem::bytes)
            .reversed()
            .thenComparing(WorkItem::source)
            .thenComparing(WorkItem::path)
            .thenComparing(WorkItem::rowGroup));
    List<List<WorkItem>> bins = new ArrayList<>();
    long room = 0;
    for (WorkItem item : largestFirst) {
      if (room <= 0) {
        bins.add(new ArrayList<>());
        room = size;
      }
      bins.get(bins.size() - 1).add(item);
      room -= item.bytes() + OPENING;
    }
    return bins;
  }
}
