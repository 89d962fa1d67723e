package io.hornbook.common.source;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Chooses paths by globs: {@code *} is any run without {@code /}, {@code **} any run, and {@code
 * **}{@code /} also nothing, {@code ?} one character, <code>{a,b}</code> one of several.
 */
public final class PathFilter {
  private final List<Pattern> include;
  private final List<Pattern> exclude;

  /**
   * A filter.
   *
   * @param include a path must match one of these; empty: every path does
   * @param exclude a path must match none of these
   */
  public PathFilter(List<String> include, List<String> exclude) {
    this.include = include.stream().map(PathFilter::pattern).toList();
    this.exclude = exclude.stream().map(PathFilter::pattern).toList();
  }

  /** Whether the path, relative to the source's root, is chosen. */
  public boolean accepts(String path) {
    return (include.isEmpty() || matches(include, path)) && !matches(exclude, path);
  }

  private static boolean matches(List<Pattern> patterns, String path) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
  }

  /**
   * The paths that a glob matches, whole.
   *
   * @throws IllegalArgumentException if its braces are not paired
   */
  public static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        regex.append(translated(c, depth));
      }
    }
    if (depth != 0) {
      throw new IllegalArgumentException("Invalid glob: " + glob + " (expected paired braces)");
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static String translated(char c, int depth) {
    return switch (c) {
      case '*' -> "[^/]*";
      case '?' -> "[^/]";
      case '{' -> "(?:";
      case '}' -> ")";
      case ',' -> depth > 0 ? "|" : ",";
      default -> Pattern.quote(String.valueOf(c));
    };
  }
}
