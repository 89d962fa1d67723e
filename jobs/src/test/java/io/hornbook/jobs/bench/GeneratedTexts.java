package io.hornbook.jobs.bench;

import io.hornbook.common.hash.Mix64;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Texts by number, with a known structure of duplicates, as many as are asked for: of every ten,
 * six are originals, one is an exact copy of the first of them, two are near-duplicates (one and
 * two tokens in a hundred replaced, Jaccard similarities of 5-shingles about 0.91 and 0.83), and
 * one is an edit of the fourth that is none (one token in five replaced, about 0.2).
 *
 * <p>An original is a real file in which every word but the keywords is another word of the same
 * length, drawn for this text: its size, its layout and how often its words return are the file's,
 * and it shares next to no shingle with another original.
 *
 * @param files real Python files
 * @param seed of all of it
 */
record GeneratedTexts(List<String> files, long seed) implements Serializable {
  /** How many texts stand together. */
  static final int GROUP = 10;

  /** How many of a group an exact copy removes. */
  static final int EXACT = 1;

  /** How many of a group are near-duplicates. */
  static final int NEAR = 2;

  private static final int ORIGINALS = 6;
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z_0-9]{2,}");
  private static final int LETTERS = 26;

  private static final Set<String> KEYWORDS =
      Set.of(
          ("False None True and assert break class continue def del elif else except finally for from"
                  + " global import lambda nonlocal not pass print raise return try while with yield")
              .split(" "));

  /** What a member of a group is made of: the original of this place, with this share replaced. */
  private enum Copy {
    EXACT(0, 0),
    ONE_IN_A_HUNDRED(1, 0.01),
    TWO_IN_A_HUNDRED(2, 0.02),
    ONE_IN_FIVE(3, 0.2);

    private final int original;
    private final double replaced;

    Copy(int original, double replaced) {
      this.original = original;
      this.replaced = replaced;
    }
  }

  /** The text of this number, from zero. */
  String text(long number) {
    long group = number / GROUP;
    int member = (int) (number % GROUP);
    if (member < ORIGINALS) {
      return original(number);
    }
    Copy copy = Copy.values()[member - ORIGINALS];
    String original = original(group * GROUP + copy.original);
    return copy.replaced == 0 ? original : edited(original, copy.replaced, number);
  }

  private String original(long number) {
    long own = Mix64.draw(seed, number);
    String file = files.get((int) Long.remainderUnsigned(own, files.size()));
    return WORD.matcher(file).replaceAll(word -> other(word, own));
  }

  private static String edited(String text, double share, long number) {
    return WORD.matcher(text)
        .replaceAll(
            word -> {
              long draw = Mix64.draw(number, word.start());
              boolean replaced = (draw >>> 11) * 0x1.0p-53 < share;
              return replaced ? other(word, draw) : word.group();
            });
  }

  /** Another word of this length: the same one wherever the word stands in one text. */
  private static String other(MatchResult word, long text) {
    String old = word.group();
    if (KEYWORDS.contains(old)) {
      return old;
    }
    long state = Mix64.mix(text ^ (old.hashCode() * Mix64.GOLDEN_GAMMA));
    StringBuilder letters = new StringBuilder(old.length());
    for (int i = 0; i < old.length(); i++) {
      state = Mix64.draw(state, i);
      letters.append((char) ('a' + Long.remainderUnsigned(state, LETTERS)));
    }
    return Character.isUpperCase(old.charAt(0))
        ? letters.toString().toUpperCase(Locale.ROOT)
        : letters.toString();
  }
}
