package io.hornbook.common.token;

import io.hornbook.common.failure.ConfigurationException;
import java.io.Serializable;

/**
 * Cuts text into tokens. The package description defines tokens and their hashes exactly; a
 * tokenizer is immutable and may be shared between threads.
 */
public final class Tokenizer implements Serializable {
  private static final Tokenizer WORDS = new Tokenizer("words-1", false);
  private static final Tokenizer WORDS_AND_PUNCTUATION =
      new Tokenizer("words-and-punctuation-1", true);

  private final String id;
  private final boolean punctuation;

  private Tokenizer(String id, boolean punctuation) {
    this.id = id;
    this.punctuation = punctuation;
  }

  /** Maximal runs of letters, digits, underscores and non-ASCII bytes. */
  public static Tokenizer words() {
    return WORDS;
  }

  /** Words, and every ASCII punctuation mark as a token of its own. */
  public static Tokenizer wordsAndPunctuation() {
    return WORDS_AND_PUNCTUATION;
  }

  /** The tokenizer with this {@link #id()}. */
  public static Tokenizer of(String id) {
    if (id.equals(WORDS.id)) {
      return WORDS;
    }
    if (id.equals(WORDS_AND_PUNCTUATION.id)) {
      return WORDS_AND_PUNCTUATION;
    }
    throw new ConfigurationException(
        "Invalid tokenizer: %s (expected %s or %s)"
            .formatted(id, WORDS.id, WORDS_AND_PUNCTUATION.id));
  }

  /** The versioned name of this definition of tokens, shingles and their hashes. */
  public String id() {
    return id;
  }

  /** The tokens of a text in UTF-8 (or of any other bytes), in the order of the text. */
  public Tokens tokenize(byte[] utf8) {
    TokenBounds bounds = new TokenBounds(punctuation);
    bounds.scan(utf8);
    int[] starts = bounds.starts();
    int[] ends = bounds.ends();
    long[] hashes = new long[bounds.count()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = TokenHash.of(utf8, starts[i], ends[i]);
    }
    return new Tokens(hashes, starts, ends);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tokenizer tokenizer && tokenizer.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }
}
