package io.hornbook.jobs.ingest;

import io.hornbook.common.source.ByteRange;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one task reads in one go.
 *
 * @param source the index of the source in the config
 * @param path relative to the source's root
 * @param location where the file lies
 * @param length of the file, in bytes
 * @param part which part of the file
 * @param bytes how much there is to read
 * @param revision the commit of the checkout that holds the file, or {@code null}
 */
record WorkItem(
    int source, String path, String location, long length, Part part, long bytes, String revision)
    implements Serializable {
  /** What opening a file costs, in bytes that could be read instead. */
  private static final long OPENING = 1 << 20;

  private static final long LARGEST_BIN = 128L << 20;

  private static final Comparator<WorkItem> IN_ORDER =
      Comparator.comparing(WorkItem::source)
          .thenComparing(WorkItem::path)
          .thenComparingLong(item -> item.part().place());

  private static final Comparator<WorkItem> LARGEST_FIRST =
      Comparator.comparingLong(WorkItem::bytes).reversed().thenComparing(IN_ORDER);

  /** A part of a file. */
  sealed interface Part extends Serializable {
    /** Where the part begins in its file: a row, or a byte. */
    default long place() {
      return 0;
    }
  }

  /** All of it. */
  record Whole() implements Part {}

  /**
   * Rows of a row group of a Parquet file.
   *
   * @param ordinal of the row group, counted from 0
   * @param firstRow the ordinal of the first row in the file
   * @param skipped how many rows of the row group come before
   * @param rows how many they are
   */
  record RowGroup(int ordinal, long firstRow, long skipped, long rows) implements Part {
    @Override
    public long place() {
      return firstRow;
    }
  }

  /**
   * The lines that begin in a range.
   *
   * @param range the range
   */
  record Lines(ByteRange range) implements Part {
    @Override
    public long place() {
      return range.from();
    }
  }

  /**
   * Nothing: the path leads to no file that can be read, and one row of quarantine says so.
   *
   * @param reason of the quarantine
   * @param error what is wrong
   */
  record Unreadable(String reason, String error) implements Part {}

  /** The file as one item. */
  static WorkItem whole(int source, String path, String location, long length, String revision) {
    return new WorkItem(source, path, location, length, new Whole(), length, revision);
  }

  /** A part of the file. */
  WorkItem with(Part some, long size) {
    return new WorkItem(source, path, location, length, some, size, revision);
  }

  /** The file in ranges of about {@code split} bytes. */
  List<WorkItem> inRanges(long split) {
    List<WorkItem> ranges = new ArrayList<>();
    for (long from = 0; from < length; from += split) {
      long to = Math.min(length, from + split);
      ranges.add(with(new Lines(new ByteRange(from, to)), to - from));
    }
    return ranges.size() < 2 ? List.of(this) : ranges;
  }

  /**
   * The items in pieces that a restart reads again or not at all: by source, path and place, each
   * of {@code bytes} or a little more. They depend on nothing else.
   */
  static List<List<WorkItem>> pieces(List<WorkItem> items, long bytes) {
    List<List<WorkItem>> pieces = new ArrayList<>();
    long room = 0;
    for (WorkItem item : items.stream().sorted(IN_ORDER).toList()) {
      if (room <= 0) {
        pieces.add(new ArrayList<>());
        room = bytes;
      }
      pieces.get(pieces.size() - 1).add(item);
      room -= item.bytes() + OPENING;
    }
    return pieces;
  }

  /** The range of its lines. */
  ByteRange range() {
    return part instanceof Lines lines ? lines.range() : ByteRange.WHOLE;
  }

  /**
   * The items in bins of like size, one a task: enough of them for {@code cores}, none much larger
   * than 128 MB unless an item is. The result of the job does not depend on them.
   */
  static List<List<WorkItem>> bins(List<WorkItem> items, int cores) {
    long total = items.stream().mapToLong(item -> item.bytes() + OPENING).sum();
    long size = Math.max(OPENING, Math.min(LARGEST_BIN, total / (2L * cores)));
    List<WorkItem> largestFirst = new ArrayList<>(items);
    largestFirst.sort(LARGEST_FIRST);
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
