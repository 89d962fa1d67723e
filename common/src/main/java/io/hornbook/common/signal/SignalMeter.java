package io.hornbook.common.signal;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Measures the signals of texts, one after another: for one thread, and to be closed, since its
 * parsers hold native memory. The same subject and limits give the same values on every machine.
 */
public final class SignalMeter implements AutoCloseable {
  private final MeasureLimits limits;
  private final TreeMeter trees;
  private final Map<SignalGroup, Long> nanoseconds = new EnumMap<>(SignalGroup.class);

  public SignalMeter(MeasureLimits limits) {
    this.limits = limits;
    this.trees = new TreeMeter(limits.parseStepsPerKb());
  }

  /**
   * All signals of a subject. Never fails for what the text holds: a signal that does not apply, or
   * that a limit stops, has no value.
   */
  public Signals measure(Subject subject) {
    return measure(subject, unparsed -> true);
  }

  /**
   * The signals of a subject, those of a parser only if the others say so.
   *
   * @param parses whether to parse, by the signals that need no parser
   */
  public Signals measure(Subject subject, Predicate<Signals> parses) {
    Signals.Builder signals = new Signals.Builder();
    measure(subject, signals, false);
    if (parses.test(signals.build())) {
      measure(subject, signals, true);
    }
    return signals.build();
  }

  private void measure(Subject subject, Signals.Builder signals, boolean parsed) {
    for (SignalGroup group : SignalGroup.values()) {
      if (group.isParsed() == parsed) {
        long start = System.nanoTime();
        measure(group, subject, signals);
        nanoseconds.merge(group, System.nanoTime() - start, Long::sum);
      }
    }
  }

  /** The time that a group of signals has taken so far, in nanoseconds. */
  public long nanoseconds(SignalGroup group) {
    return nanoseconds.getOrDefault(group, 0L);
  }

  /** Measures one group alone. */
  void measure(SignalGroup group, Subject subject, Signals.Builder signals) {
    SourceText text = subject.text();
    boolean bounded = text.utf8().length <= limits.parsedBytes();
    switch (group) {
      case CHARACTERS -> CharacterCounts.of(text.sets()).putInto(signals);
      case LINES -> DuplicateLines.of(text.sets()).putInto(signals);
      case WORDS -> {
        if (bounded) {
          WordCounts.putInto(signals, text);
        }
      }
      case ENCODED -> putEncoded(signals, text);
      case MARKERS -> Markers.putInto(signals, subject);
      case ORIGIN -> Origin.putInto(signals, subject);
      case TOKENS -> putTokens(signals, text);
      case HTML -> {
        if (bounded && "html".equals(subject.language())) {
          putVisible(signals, text);
        }
      }
      case TREE -> {
        if (bounded && subject.language() != null) {
          trees.putInto(signals, text, subject.language());
        }
      }
    }
  }

  private static void putEncoded(Signals.Builder signals, SourceText text) {
    RunTally base64 = Base64Runs.in(text.utf8());
    RunTally hex = HexRuns.in(text);
    RunTally escapes = EscapeRuns.in(text);
    long characters = text.characters();
    signals
        .share(Signal.BASE64_SHARE, base64.bytes(), characters)
        .share(Signal.HEX_SHARE, hex.bytes(), characters)
        .share(Signal.ESCAPE_SHARE, escapes.bytes(), characters)
        .put(
            Signal.LONGEST_ENCODED,
            Math.max(base64.longest(), Math.max(hex.longest(), escapes.longest())));
  }

  private static void putTokens(Signals.Builder signals, SourceText text) {
    long tokens = TokenCounter.count(text.sets());
    signals
        .put(Signal.TOKENS, tokens)
        .share(Signal.CHARACTERS_PER_TOKEN, text.characters(), tokens);
  }

  private static void putVisible(Signals.Builder signals, SourceText text) {
    long visible = VisibleText.characters(text.string());
    signals
        .put(Signal.VISIBLE_TEXT_CHARACTERS, visible)
        .share(Signal.VISIBLE_TEXT_SHARE, visible, text.characters());
  }

  @Override
  public void close() {
    trees.close();
  }
}
