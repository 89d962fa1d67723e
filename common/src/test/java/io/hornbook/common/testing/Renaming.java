package io.hornbook.common.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python with other names, other indentation, other spaces around operators and no comments. */
public final class Renaming {
  private static final Set<String> KEYWORDS =
      Set.of(
          ("False None True and as assert async await break class continue def del elif else except"
                  + " finally for from global if import in is lambda nonlocal not or pass raise"
                  + " return try while with yield")
              .split(" "));

  /** A string, a comment, a number, a name, or an operator that may have spaces around it. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?s)[rRbBfFuU]{0,2}(?:\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\\\.|[^\"\\\\\n"
              + "])*\"|'(?:\\\\.|[^'\\\\\n"
              + "])*')|(?<comment>#[^\n"
              + "]*)|\\d[\\w.]*|(?<name>[A-Za-z_]\\w*)|(?<operator> (?:==|<=|>=|!=|<|>|%) )");

  private Renaming() {}

  /** The code with every name replaced by a random one, equal names by equal ones. */
  public static String of(String python, RandomGenerator random) {
    Map<String, String> names = new HashMap<>();
    Matcher token = TOKEN.matcher(python.replace("\r\n", "\n"));
    StringBuilder renamed = new StringBuilder();
    while (token.find()) {
      String replacement = token.group();
      if (token.group("comment") != null) {
        replacement = "# " + random.nextInt(1000);
      } else if (token.group("name") != null && !KEYWORDS.contains(token.group())) {
        replacement = names.computeIfAbsent(token.group(), name -> name(random, names.size()));
      } else if (token.group("operator") != null) {
        replacement = random.nextBoolean() ? token.group() : token.group().strip();
      }
      token.appendReplacement(renamed, Matcher.quoteReplacement(replacement));
    }
    return token.appendTail(renamed).toString().replace("    ", "\t");
  }

  private static String name(RandomGenerator random, int number) {
    return "n" + Integer.toString(random.nextInt(1 << 20), 36) + "_" + number;
  }
}
