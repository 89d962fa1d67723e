package io.hornbook.common.licence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an SPDX expression by recursive descent: {@code OR} over {@code AND} over {@code WITH}. */
final class LicenceParser {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:([()])|((?:DocumentRef-[\\w.-]+:)?[A-Za-z0-9.-]+)(\\+?))\\s*");
  private static final int DEEPEST = 50;

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int next;
  private int depth;

  LicenceParser(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw invalid("a licence or an operator at " + at);
      }
      tokens.add(matcher.group().strip());
      at = matcher.end();
    }
  }

  LicenceExpression parse() {
    LicenceExpression expression = any();
    if (next < tokens.size()) {
      throw invalid("AND or OR before " + tokens.get(next));
    }
    return expression;
  }

  private LicenceExpression any() {
    return joined("OR", this::all, LicenceExpression.Any::new);
  }

  private LicenceExpression all() {
    return joined("AND", this::one, LicenceExpression.All::new);
  }

  private LicenceExpression joined(
      String operator,
      Supplier<LicenceExpression> part,
      Function<List<LicenceExpression>, LicenceExpression> join) {
    List<LicenceExpression> parts = new ArrayList<>(List.of(part.get()));
    while (takes(operator)) {
      parts.add(part.get());
    }
    return parts.size() == 1 ? parts.get(0) : join.apply(parts);
  }

  private LicenceExpression one() {
    if (takes("(")) {
      if (++depth > DEEPEST) {
        throw invalid("at most " + DEEPEST + " brackets in one another");
      }
      LicenceExpression inner = any();
      if (!takes(")")) {
        throw invalid("a closing bracket");
      }
      depth--;
      return inner;
    }
    String id = id();
    boolean orLater = id.endsWith("+");
    String exception = takes("WITH") ? id() : null;
    return new LicenceExpression.Licence(
        orLater ? id.substring(0, id.length() - 1) : id, orLater, exception);
  }

  private String id() {
    if (next == tokens.size() || isReserved(tokens.get(next))) {
      throw invalid("an identifier");
    }
    return tokens.get(next++);
  }

  private static boolean isReserved(String token) {
    return switch (token.toUpperCase(Locale.ROOT)) {
      case "(", ")", "AND", "OR", "WITH" -> true;
      default -> false;
    };
  }

  private boolean takes(String token) {
    boolean taken = next < tokens.size() && tokens.get(next).equalsIgnoreCase(token);
    next += taken ? 1 : 0;
    return taken;
  }

  private IllegalArgumentException invalid(String expected) {
    return new IllegalArgumentException(
        "Invalid licence expression: %s (expected %s)".formatted(text, expected));
  }
}
