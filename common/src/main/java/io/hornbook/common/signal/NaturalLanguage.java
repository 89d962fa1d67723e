package io.hornbook.common.signal;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The natural language of prose, such as a file's comments: a light method, for eleven languages
 * that are told by their function words and seven by their script alone.
 *
 * <p>Letters are counted by script. Where one in twenty is kana it is Japanese; else a script with
 * at least three tenths of the letters tells Korean, Chinese, Greek, Arabic, Hebrew, Thai or Hindi.
 * For the others, the words (maximal runs of letters, in lower case) that stand in {@code
 * function-words.txt} are counted by language: the first has at least three and twice as many as
 * the second. Everything else is unclear. Fewer than twenty letters are unclear, except that one
 * letter of a script other than Latin counts as three.
 */
final class NaturalLanguage {
  private static final int FEWEST_LETTERS = 20;
  private static final int FEWEST_WORDS = 3;
  private static final Map<String, String> WORDS = words();
  private static final Map<UnicodeScript, String> BY_SCRIPT =
      Map.of(
          UnicodeScript.HANGUL, "ko",
          UnicodeScript.HAN, "zh",
          UnicodeScript.GREEK, "el",
          UnicodeScript.ARABIC, "ar",
          UnicodeScript.HEBREW, "he",
          UnicodeScript.THAI, "th",
          UnicodeScript.DEVANAGARI, "hi");

  private final Map<UnicodeScript, Integer> scripts = new EnumMap<>(UnicodeScript.class);
  private final Map<String, Integer> hits = new HashMap<>();
  private int letters;

  private NaturalLanguage() {}

  /** The ISO 639-1 code of a prose's language, or nothing where it is not clear. */
  static Optional<String> of(String prose) {
    NaturalLanguage language = new NaturalLanguage();
    language.count(prose.toLowerCase(Locale.ROOT));
    return language.letters < FEWEST_LETTERS
        ? Optional.empty()
        : language.byScript().or(language::byWords);
  }

  private void count(String prose) {
    int start = 0;
    int i = 0;
    while (i < prose.length()) {
      int point = prose.codePointAt(i);
      if (Character.isLetter(point)) {
        countLetter(point);
      } else {
        countWord(prose, start, i);
        start = i + Character.charCount(point);
      }
      i += Character.charCount(point);
    }
    countWord(prose, start, prose.length());
  }

  private void countLetter(int point) {
    UnicodeScript script = point < 128 ? UnicodeScript.LATIN : UnicodeScript.of(point);
    int weight = script == UnicodeScript.LATIN ? 1 : 3;
    scripts.merge(script, weight, Integer::sum);
    letters += weight;
  }

  private void countWord(String prose, int start, int end) {
    if (start < end) {
      String language = WORDS.get(prose.substring(start, end));
      if (language != null) {
        hits.merge(language, 1, Integer::sum);
      }
    }
  }

  private Optional<String> byScript() {
    int kana =
        scripts.getOrDefault(UnicodeScript.HIRAGANA, 0)
            + scripts.getOrDefault(UnicodeScript.KATAKANA, 0);
    if (20L * kana >= letters) {
      return Optional.of("ja");
    }
    String language = null;
    int most = 0;
    for (Map.Entry<UnicodeScript, Integer> entry : scripts.entrySet()) {
      boolean tells =
          BY_SCRIPT.containsKey(entry.getKey()) && 10L * entry.getValue() >= 3L * letters;
      if (tells && entry.getValue() > most) {
        most = entry.getValue();
        language = BY_SCRIPT.get(entry.getKey());
      }
    }
    return Optional.ofNullable(language);
  }

  private Optional<String> byWords() {
    int first = 0;
    int second = 0;
    String language = null;
    for (Map.Entry<String, Integer> entry : hits.entrySet()) {
      if (entry.getValue() > first) {
        second = first;
        first = entry.getValue();
        language = entry.getKey();
      } else {
        second = Math.max(second, entry.getValue());
      }
    }
    return first >= FEWEST_WORDS && first >= 2 * second ? Optional.of(language) : Optional.empty();
  }

  private static Map<String, String> words() {
    Map<String, String> words = new HashMap<>();
    for (String line : PathPatterns.lines("function-words.txt")) {
      String[] fields = line.split("\t", -1);
      for (String word : fields[1].split(" ", -1)) {
        words.put(word, fields[0]);
      }
    }
    return Map.copyOf(words);
  }
}
