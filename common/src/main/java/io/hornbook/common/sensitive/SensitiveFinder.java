package io.hornbook.common.sensitive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds personal data and secrets. Safe for use by several threads. */
public final class SensitiveFinder {
  private static final List<SensitiveRule> RULES = SensitiveRule.shipped();

  private SensitiveFinder() {}

  /**
   * The spans of a text, by start; no two overlap.
   *
   * @param utf8 the text
   */
  public static List<SensitiveSpan> find(byte[] utf8) {
    String latin1 = new String(utf8, StandardCharsets.ISO_8859_1);
    List<SensitiveSpan> all = new ArrayList<>();
    RULES.forEach(rule -> rule.find(latin1, all::add));
    all.sort(Comparator.comparingInt(SensitiveSpan::start)); // stable: the first rule stays first
    List<SensitiveSpan> apart = new ArrayList<>();
    int end = 0;
    for (SensitiveSpan span : all) {
      if (span.start() >= end) {
        apart.add(span);
        end = span.end();
      }
    }
    return apart;
  }

  /**
   * What takes the place of a span of that kind, such as {@code <EMAIL>}.
   *
   * @throws IllegalArgumentException for a kind that no rule has
   */
  static String placeholder(String kind) {
    return RULES.stream()
        .filter(rule -> rule.kind().equals(kind))
        .map(SensitiveRule::placeholder)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Invalid kind: " + kind + " (expected a rule's)"));
  }
}
