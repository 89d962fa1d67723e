package io.hornbook.common.manifest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where every record that a job read has gone: {@code read = kept + dropped + quarantined}.
 *
 * @param unit what is counted, such as {@code documents}
 * @param read how many came in
 * @param kept how many the job passes on
 * @param dropped how many it decided against, by reason
 * @param quarantined how many it could not read or process, by reason
 */
public record Accounting(
    String unit,
    long read,
    long kept,
    SortedMap<String, Long> dropped,
    SortedMap<String, Long> quarantined) {
  public Accounting {
    dropped = positive(dropped);
    quarantined = positive(quarantined);
  }

  /** All that was read is kept. */
  public static Accounting allKept(String unit, long read) {
    return new Accounting(unit, read, read, new TreeMap<>(), new TreeMap<>());
  }

  /** An accounting by plain maps. */
  public static Accounting of(
      String unit, long read, long kept, Map<String, Long> dropped, Map<String, Long> quarantined) {
    return new Accounting(unit, read, kept, new TreeMap<>(dropped), new TreeMap<>(quarantined));
  }

  /** Whether every record is accounted for. */
  @JsonIgnore
  public boolean isBalanced() {
    return read == kept + sum(dropped.values()) + sum(quarantined.values());
  }

  private static long sum(Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private static SortedMap<String, Long> positive(SortedMap<String, Long> counts) {
    SortedMap<String, Long> copy = new TreeMap<>(counts);
    copy.values().removeIf(count -> count == 0);
    return Collections.unmodifiableSortedMap(copy);
  }
}
