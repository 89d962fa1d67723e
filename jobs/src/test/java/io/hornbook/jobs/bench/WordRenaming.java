package io.hornbook.jobs.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Copies of Python files that are no near-duplicates of each other and have the same statistics:
 * every word becomes another word of the same files, of the same length and about as frequent, and
 * so in every file of the copy. Names are renamed part by part ({@code snake_case}, camelCase),
 * with their case. Keywords, single letters, numbers, prefixes of strings and escapes stay, so that
 * what parses still parses; a letter-for-letter cipher would double the tokens of a text.
 */
final class WordRenaming {
  /** One more than the number of copies that differ from the original and from each other. */
  static final int BLOCK = 8;

  private static final Pattern WORD = Pattern.compile("(?<![\\\\\\w])[A-Za-z_]\\w*");
  private static final Pattern PART = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+");

  /** Of Python 2 and 3, the soft ones too. */
  private static final Set<String> KEYWORDS =
      Set.of(
          ("false none true and as assert async await break class continue def del elif else except"
                  + " exec finally for from global if import in is lambda nonlocal not or pass print"
                  + " raise return try while with yield match case type")
              .split(" "));

  private final List<List<String>> blocks;

  /**
   * @param seed of the order of words within their blocks
   */
  WordRenaming(Collection<String> texts, long seed) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String text : texts) {
      WORD.matcher(text)
          .results()
          .flatMap(word -> PART.matcher(word.group()).results())
          .map(part -> part.group().toLowerCase(Locale.ROOT))
          .filter(part -> part.length() > 1 && !KEYWORDS.contains(part))
          .forEach(part -> counts.merge(part, 1, Integer::sum));
    }
    this.blocks = blocks(counts, new Random(seed));
  }

  private static List<List<String>> blocks(Map<String, Integer> counts, Random random) {
    Map<Integer, List<String>> byLength =
        counts.keySet().stream()
            .sorted(Comparator.comparing(counts::get).reversed())
            .collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.toList()));
    List<List<String>> blocks = new ArrayList<>();
    for (List<String> words : byLength.values()) {
      for (int start = 0; start < words.size(); start += BLOCK) {
        int end = Math.min(start + BLOCK, words.size());
        List<String> block = new ArrayList<>(words.subList(start, end));
        Collections.shuffle(block, random);
        blocks.add(block);
      }
    }
    return blocks;
  }

  /** The words of a copy by the words of the original; copy 0 is the original. */
  Map<String, String> words(int copy) {
    Map<String, String> words = new HashMap<>();
    for (List<String> block : blocks) {
      for (int i = 0; i < block.size(); i++) {
        words.put(block.get(i), block.get((i + copy) % block.size()));
      }
    }
    return words;
  }

  /** A text in the words of a copy. */
  static String renamed(String text, Map<String, String> words) {
    return WORD.matcher(text).replaceAll(word -> renamed(text, word, words));
  }

  private static String renamed(String text, MatchResult word, Map<String, String> words) {
    char next = word.end() < text.length() ? text.charAt(word.end()) : ' ';
    boolean prefix = word.end() - word.start() <= 2 && (next == '"' || next == '\'');
    return prefix
        ? word.group()
        : PART.matcher(word.group()).replaceAll(part -> cased(part.group(), words));
  }

  private static String cased(String part, Map<String, String> words) {
    String lower = part.toLowerCase(Locale.ROOT);
    String other = words.getOrDefault(lower, lower);
    if (part.equals(lower)) {
      return other;
    }
    return part.equals(part.toUpperCase(Locale.ROOT))
        ? other.toUpperCase(Locale.ROOT)
        : other.substring(0, 1).toUpperCase(Locale.ROOT) + other.substring(1);
  }
}
