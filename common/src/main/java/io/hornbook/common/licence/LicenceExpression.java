package io.hornbook.common.licence;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** An SPDX licence expression. Its {@code toString} is its spelling, with the fewest brackets. */
public sealed interface LicenceExpression {
  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none
   */
  static LicenceExpression parse(String text) {
    return new LicenceParser(text).parse();
  }

  /**
   * The licences that a source gives for a document, all of which bind at once. A spelling that is
   * no expression becomes a {@code LicenseRef-} of its letters, digits, dots and hyphens; {@code
   * NONE}, {@code NOASSERTION} and blanks say nothing.
   */
  static Optional<LicenceExpression> declared(List<String> licences) {
    List<LicenceExpression> known =
        licences.stream()
            .map(String::strip)
            .filter(licence -> !licence.isEmpty())
            .filter(licence -> !licence.equals("NONE") && !licence.equals("NOASSERTION"))
            .map(LicenceExpression::lenient)
            .distinct()
            .toList();
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(known.size() == 1 ? known.get(0) : new All(known));
  }

  private static LicenceExpression lenient(String text) {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      return new Licence("LicenseRef-" + text.replaceAll("[^A-Za-z0-9.]+", "-"), false, null);
    }
  }

  /** Whether one may choose so that every licence that binds then passes. */
  boolean isSatisfied(Predicate<Licence> allowed);

  /**
   * One licence.
   *
   * @param id an SPDX identifier, or a reference such as {@code LicenseRef-x}
   * @param orLater whether a + follows: this version or a later one
   * @param exception what {@code WITH} adds, or null
   */
  record Licence(String id, boolean orLater, String exception) implements LicenceExpression {
    @Override
    public boolean isSatisfied(Predicate<Licence> allowed) {
      return allowed.test(this);
    }

    @Override
    public String toString() {
      return id + (orLater ? "+" : "") + (exception == null ? "" : " WITH " + exception);
    }
  }

  /** Every part binds. */
  record All(List<LicenceExpression> parts) implements LicenceExpression {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean isSatisfied(Predicate<Licence> allowed) {
      return parts.stream().allMatch(part -> part.isSatisfied(allowed));
    }

    @Override
    public String toString() {
      return parts.stream()
          .map(part -> part instanceof Any ? "(" + part + ")" : part.toString())
          .collect(Collectors.joining(" AND "));
    }
  }

  /** One part binds, by choice. */
  record Any(List<LicenceExpression> parts) implements LicenceExpression {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean isSatisfied(Predicate<Licence> allowed) {
      return parts.stream().anyMatch(part -> part.isSatisfied(allowed));
    }

    @Override
    public String toString() {
      return parts.stream().map(LicenceExpression::toString).collect(Collectors.joining(" OR "));
    }
  }
}
