package io.hornbook.common.sensitive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;

/** Finds personal data and secrets. Safe for use by several threads. */
public final class SensitiveFinder {
  private static final List<SensitiveRule> RULES = SensitiveRule.shipped();
  private static final Anchors ANCHORS =
      new Anchors(RULES.stream().map(SensitiveRule::anchors).toList());

  private SensitiveFinder() {}

  /**
   * The spans of a text, by start; no two overlap.
   *
   * @param utf8 the text
   */
  public static List<SensitiveSpan> find(byte[] utf8) {
    Search search = new Search(utf8);
    ANCHORS.find(utf8, search);
    return apart(search.found);
  }

  /** A span and the place of its rule among all. */
  record Found(SensitiveSpan span, int rule) {}

  /** By start, then by rule, those that begin after the one before has ended. */
  static List<SensitiveSpan> apart(List<Found> found) {
    List<Found> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt((Found each) -> each.span.start()).thenComparing(Found::rule));
    List<SensitiveSpan> apart = new ArrayList<>();
    int end = 0;
    for (Found each : sorted) {
      if (each.span.start() >= end) {
        apart.add(each.span);
        end = each.span.end();
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

  /** Tries each rule where one of its anchors stands; most texts have none. */
  private static final class Search implements Anchors.Hits {
    private final byte[] utf8;
    private final List<Found> found = new ArrayList<>();
    private final Matcher[] matchers = new Matcher[RULES.size()];
    private final int[] from = new int[RULES.size()];
    private String latin1;

    Search(byte[] utf8) {
      this.utf8 = utf8;
    }

    @Override
    public void accept(int owner, int position) {
      if (position < from[owner]) {
        return; // inside the rule's last match
      }
      SensitiveRule rule = RULES.get(owner);
      Matcher match = matcher(owner, rule);
      if (rule.matches(match, position, from[owner], utf8.length)) {
        from[owner] = match.end();
        rule.span(latin1, match).ifPresent(span -> found.add(new Found(span, owner)));
      }
    }

    private Matcher matcher(int owner, SensitiveRule rule) {
      if (latin1 == null) {
        latin1 = new String(utf8, StandardCharsets.ISO_8859_1);
      }
      if (matchers[owner] == null) {
        matchers[owner] = rule.matcher(latin1);
      }
      return matchers[owner];
    }
  }
}
