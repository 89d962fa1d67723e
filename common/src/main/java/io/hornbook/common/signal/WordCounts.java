package io.hornbook.common.signal;

import io.hornbook.common.token.Shingles;
import io.hornbook.common.token.Tokenizer;
import io.hornbook.common.token.Tokens;

/** Words, and the words that repeated runs of words cover. */
final class WordCounts {
  /** A word with more characters is a long one. */
  static final int LONG_WORD = 30;

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
    putRepeated(signals, Signal.DUPLICATE_5GRAM_SHARE, 5);
    putRepeated(signals, Signal.DUPLICATE_10GRAM_SHARE, 10);
  }

  private void putRepeated(Signals.Builder signals, Signal signal, int length) {
    if (words.count() >= length) {
      signals.share(signal, repeated(length), words.count());
    }
  }

  /** The words in a run that stands earlier in the text too. */
  private long repeated(int length) {
    long[] runs = Shingles.sequence(words, length);
    HashSlots seen = new HashSlots(runs.length);
    long covered = 0;
    int coveredTo = 0;
    for (int i = 0; i < runs.length; i++) {
      if (!seen.add(runs[i])) {
        covered += (long) i + length - Math.max(coveredTo, i);
        coveredTo = i + length;
      }
    }
    return covered;
  }
}
