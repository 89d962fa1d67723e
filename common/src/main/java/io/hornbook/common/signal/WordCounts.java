package io.hornbook.common.signal;

import io.hornbook.common.token.Shingles;
import io.hornbook.common.token.Tokenizer;
import io.hornbook.common.token.Tokens;

/** Words, and the words that repeated runs of words cover. */
final class WordCounts {
  /** A word with more characters is a long one. */
  static final int LONG_WORD = 30;

  private static final int SHORT_RUN = 5;
  private static final int LONG_RUN = 2 * SHORT_RUN;

  private final SourceText text;
  private final Tokens words;

  private WordCounts(SourceText text) {
    this.text = text;
    this.words = Tokenizer.words().tokenize(text.utf8());
  }

  static void putInto(Signals.Builder signals, SourceText text) {
    new WordCounts(text).putInto(signals);
  }

  private void putInto(Signals.Builder signals) {
    long characters = 0;
    long inLong = 0;
    for (int i = 0; i < words.count(); i++) {
      long length = (long) words.end(i) - words.start(i);
      if (length > LONG_WORD) {
        length = text.characters(words.start(i), words.end(i));
        inLong += length > LONG_WORD ? length : 0;
      } else if (text.utf8().length != text.string().length()) {
        length = text.characters(words.start(i), words.end(i));
      }
      characters += length;
    }
    signals
        .put(Signal.WORD_COUNT, (long) words.count())
        .share(Signal.MEAN_WORD, characters, words.count())
        .share(Signal.LONG_WORD_SHARE, inLong, characters);
    putRepeated(signals);
  }

  private void putRepeated(Signals.Builder signals) {
    if (words.count() < SHORT_RUN) {
      return;
    }
    RepeatedRuns runs =
        new RepeatedRuns(Shingles.sequence(words, SHORT_RUN), SHORT_RUN, place -> true);
    signals.share(Signal.DUPLICATE_5GRAM_SHARE, runs.covered(), words.count());
    if (words.count() >= LONG_RUN) {
      long covered =
          runs.covered() == 0
              ? 0
              : new RepeatedRuns(Shingles.sequence(words, LONG_RUN), LONG_RUN, runs::mayBeginTwice)
                  .covered();
      signals.share(Signal.DUPLICATE_10GRAM_SHARE, covered, words.count());
    }
  }
}
