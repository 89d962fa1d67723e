package io.hornbook.common.contamination;

import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.benchmark.PromptParts;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an item looks like in a corpus: copies of it, from the literal one to changed ones. */
enum Plants {
  /** The item as it is published. */
  VERBATIM("verbatim"),
  /** Other indentation, no blank lines, line ends of Windows. */
  REFORMATTED("reformatted"),
  /** Every name another one. */
  RENAMED("renamed"),
  /** The description in a comment at the top, and code between it and the solution. */
  SPLIT("docstring_split_from_solution"),
  /** Other comments and no docstring. */
  COMMENTS("rephrased_comments"),
  /** As it is published, in the middle of a long file. */
  LONG_FILE("in_2000_lines");

  private static final int LINES = 1000;

  private static final Set<String> KEYWORDS =
      Set.of(
          ("False None True and as assert async await break class continue def del elif else except"
                  + " finally for from global if import in is lambda nonlocal not or pass raise"
                  + " return try while with yield")
              .split(" ", -1));

  /** A string, a comment, a number or a name. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?s)\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'"
              + "|(?<comment>#[^\n]*)|\\d[\\w.]*|(?<name>[A-Za-z_]\\w*)");

  private static final Pattern DOCSTRING =
      Pattern.compile("(?s)(:[ \t]*\n[ \t]*)(\"\"\"|''').*?\\2");

  private final String kind;

  Plants(String kind) {
    this.kind = kind;
  }

  /** The kind's name in reports. */
  String kind() {
    return kind;
  }

  /** A document that holds the item. */
  byte[] document(BenchmarkItem item) {
    String text = "import sys\n\n\n" + copy(item) + "\n\nprint(sys.argv)\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String copy(BenchmarkItem item) {
    return switch (this) {
      case VERBATIM -> code(item);
      case REFORMATTED -> reformatted(item);
      case RENAMED -> renamed(item);
      case SPLIT -> split(item);
      case COMMENTS -> commented(item);
      case LONG_FILE -> inLongFile(item);
    };
  }

  /** Prompt and solution where they are one piece of code, else the solution, else the prompt. */
  private static String code(BenchmarkItem item) {
    return continues(item) || !item.hasSolution() ? item.textBeforeTests() : item.solution();
  }

  private static boolean continues(BenchmarkItem item) {
    return PromptParts.of(item.prompt(), item.entryPoint()).isPresent();
  }

  private static String reformatted(BenchmarkItem item) {
    return code(item)
        .replaceAll("(?m)[ \t]+$", "")
        .replaceAll("\n{2,}", "\n")
        .replace("    ", "\t")
        .replaceAll("\r?\n", "\r\n");
  }

  private static String renamed(BenchmarkItem item) {
    Map<String, String> names = new HashMap<>();
    Matcher token = TOKEN.matcher(code(item));
    StringBuilder renamed = new StringBuilder();
    while (token.find()) {
      String name = token.group("name");
      token.appendReplacement(
          renamed,
          Matcher.quoteReplacement(
              name == null || KEYWORDS.contains(name)
                  ? token.group()
                  : names.computeIfAbsent(name, key -> "planted_" + names.size())));
    }
    return token.appendTail(renamed).toString();
  }

  private static String split(BenchmarkItem item) {
    String description = item.docstring().isBlank() ? item.prompt() : item.docstring();
    String comment =
        description.isBlank() ? "" : "# " + description.strip().replaceAll("\\s*\n\\s*", "\n# ");
    return comment + "\n\nplanted = [argument for argument in sys.argv]\n\n" + undocumented(item);
  }

  private static String commented(BenchmarkItem item) {
    Matcher token = TOKEN.matcher(undocumented(item));
    return token
        .replaceAll(
            each ->
                Matcher.quoteReplacement(each.group().startsWith("#") ? "# planted" : each.group()))
        .replaceFirst("(?m):[ \t]*$", ":  # planted here");
  }

  private static String undocumented(BenchmarkItem item) {
    Optional<PromptParts> parts = PromptParts.of(item.prompt(), item.entryPoint());
    return parts.isPresent() && item.hasSolution()
        ? DOCSTRING.matcher(code(item)).replaceAll("$1")
        : code(item);
  }

  private static String inLongFile(BenchmarkItem item) {
    StringBuilder file = new StringBuilder();
    for (int line = 0; line < 2 * LINES; line++) {
      file.append("planted_").append(line).append(" = ").append(line * line).append('\n');
      if (line == LINES) {
        file.append('\n').append(code(item)).append('\n');
      }
    }
    return file.toString();
  }
}
