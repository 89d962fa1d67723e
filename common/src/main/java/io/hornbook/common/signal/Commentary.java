package io.hornbook.common.signal;

import java.nio.charset.StandardCharsets;

/** The comments and docstrings of a text: how long they are, and in which language. */
final class Commentary {
  /** More prose than that tells a language no better. */
  private static final int PROSE = 1 << 14;

  private final SourceText text;
  private final StringBuilder prose = new StringBuilder();
  private long comments;
  private long docstrings;

  Commentary(SourceText text) {
    this.text = text;
  }

  /** Adds a comment and gives its characters. */
  long addComment(int start, int end) {
    long characters = text.characters(start, end);
    comments += characters;
    addProse(start, end);
    return characters;
  }

  void addDocstring(int start, int end) {
    docstrings += text.characters(start, end);
    addProse(start, end);
  }

  /** Characters that were added as comments and turn out to document something. */
  void turnIntoDocstring(long characters) {
    comments -= characters;
    docstrings += characters;
  }

  void putInto(Signals.Builder signals) {
    long characters = text.characters();
    signals
        .share(Signal.COMMENT_SHARE, comments, characters)
        .share(Signal.DOCSTRING_SHARE, docstrings, characters)
        .share(Signal.COMMENTARY_SHARE, comments + docstrings, characters);
    NaturalLanguage.of(prose.toString())
        .ifPresent(language -> signals.put(Signal.COMMENT_LANGUAGE, language));
  }

  private void addProse(int start, int end) {
    int length = Math.min(end - start, PROSE - prose.length());
    if (length > 0) {
      prose.append(new String(text.utf8(), start, length, StandardCharsets.UTF_8)).append('\n');
    }
  }
}
