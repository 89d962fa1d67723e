package io.hornbook.common.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is asked of a section of a textbook, in markdown with blocks of code between lines {@code
 * ```}.
 *
 * @param minWords of prose, at least 1
 * @param maxCharacters at least 1
 * @param maxRepeatedLines a share of its lines, 0 to 1
 */
public record TextbookRules(int minWords, int maxCharacters, double maxRepeatedLines) {
  /** Ends of a sentence, a quotation, a list's entry in code, a table's row. */
  private static final Pattern END = Pattern.compile("(?s).*[.!?:)\"'`*|]");

  public TextbookRules {
    if (minWords < 1 || maxCharacters < 1) {
      throw new IllegalArgumentException(
          "Invalid rules: %d, %d (expected each at least 1)".formatted(minWords, maxCharacters));
    }
    if (!(maxRepeatedLines >= 0 && maxRepeatedLines <= 1)) {
      throw new IllegalArgumentException(
          "Invalid max-repeated-lines: " + maxRepeatedLines + " (expected 0 to 1)");
    }
  }

  /** The prose and the blocks of Python of a section. */
  private record Parts(String prose, List<String> python, boolean closed) {
    static Parts of(String text) {
      StringBuilder prose = new StringBuilder();
      List<String> python = new ArrayList<>();
      StringBuilder block = null;
      String language = "";
      for (String line : text.lines().toList()) {
        boolean fence = line.strip().startsWith("```");
        if (block == null && !fence) {
          prose.append(line).append('\n');
        } else if (block == null) {
          block = new StringBuilder();
          language = line.strip().substring(3).strip();
        } else if (!fence) {
          block.append(line).append('\n');
        } else {
          if (language.equals("python")) {
            python.add(block.toString());
          }
          block = null;
        }
      }
      return new Parts(prose.toString(), python, block == null);
    }
  }

  /** The first rule that a section breaks, if any. */
  public Optional<Rejection> rejection(String text) {
    if (text.length() > maxCharacters) {
      return Optional.of(Rejection.TOO_LONG);
    }
    Parts parts = Parts.of(text);
    if (Degenerate.words(parts.prose()) < minWords) {
      return Optional.of(Rejection.TOO_SHORT);
    }
    return Degenerate.sign(text, maxRepeatedLines).or(() -> ofParts(text, parts));
  }

  private static Optional<Rejection> ofParts(String text, Parts parts) {
    if (!parts.closed()) {
      return Optional.of(Rejection.UNCLOSED_FENCE);
    }
    if (!END.matcher(text.strip()).matches()) {
      return Optional.of(Rejection.TRUNCATED);
    }
    if (parts.python().isEmpty()) {
      return Optional.of(Rejection.NO_CODE);
    }
    boolean parses = parts.python().stream().allMatch(code -> PythonStructure.of(code).parses());
    return parses ? Optional.empty() : Optional.of(Rejection.DOES_NOT_PARSE);
  }
}
