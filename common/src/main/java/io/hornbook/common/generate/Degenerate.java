package io.hornbook.common.generate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Signs of a text that a model did not write as it was asked to, in code and in prose. */
final class Degenerate {
  /** Beginnings of sentences that are said to somebody who asked. */
  private static final Pattern CHAT =
      Pattern.compile(
          "(?im)^\\W*(sure|certainly|of course|absolutely|great question)[,!.]"
              + "|\\bas an ai\\b|\\bas a (large )?language model\\b"
              + "|\\bi hope (this|that) helps\\b|\\blet me know if\\b|\\bfeel free to ask\\b"
              + "|\\bhappy coding\\b|\\bhere('s| is) (the|a|an|your) (\\w+ )?"
              + "(solution|exercise|section|answer|code) (you|for you|as requested|that you)\\b");

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\b(TO[D]O|FIX[M]E|TBD)\\b"
              + "|(?i)\\b(your|add|write|insert) (own )?(code|implementation|logic) (goes )?here\\b"
              + "|(?i)\\b(implementation|code) goes here\\b|\\blorem ipsum\\b"
              + "|(?i)#\\s*\\.\\.\\.\\s*(rest|existing|remaining|other)\\b"
              + "|(?i)\\b(rest|remainder) of the (code|implementation|function)"
              + " (is|remains|stays|goes)\\b");

  private Degenerate() {}

  /** The first sign that {@code text} carries. */
  static Optional<Rejection> sign(String text, double maxRepeatedLines) {
    if (CHAT.matcher(text).find()) {
      return Optional.of(Rejection.CHAT_FILLER);
    }
    if (PLACEHOLDER.matcher(text).find()) {
      return Optional.of(Rejection.PLACEHOLDER);
    }
    return repeatedLines(text) > maxRepeatedLines
        ? Optional.of(Rejection.REPEATED_LINES)
        : Optional.empty();
  }

  /** The share of the lines with a word in them that stood there before. */
  private static double repeatedLines(String text) {
    List<String> lines =
        text.lines()
            .map(String::strip)
            .filter(line -> line.chars().anyMatch(Character::isLetterOrDigit))
            .toList();
    Set<String> distinct = new HashSet<>(lines);
    return lines.isEmpty() ? 0 : 1 - (double) distinct.size() / lines.size();
  }

  /** The number of words, by white space. */
  static int words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
  }
}
