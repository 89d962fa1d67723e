package io.hornbook.common.signal;

import io.hornbook.common.rule.PresetTable;
import java.util.Locale;

/** Renders the registry of signals as the docs show it. */
final class SignalTable {
  private SignalTable() {}

  static String markdown() {
    StringBuilder table =
        new StringBuilder(
            """
            # Signals

            Generated from `io.hornbook.common.signal.Signal` and the presets of rules; `SignalTest` says how. A character is a Unicode code point;
            a line ends at LF, CR LF or CR. A signal that does not apply is null, and a rule never drops for a null. Signals of one
            group are measured together; those of `html` and `tree` need a parser.

            | column | group | type | unit | range | definition | source |
            |---|---|---|---|---|---|---|
            """);
    for (Signal signal : Signal.values()) {
      table.append(
          "| `%s` | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  signal.column(),
                  signal.group().name().toLowerCase(Locale.ROOT),
                  type(signal.type()),
                  signal.unit(),
                  signal.range(),
                  signal.definition(),
                  signal.source()));
    }
    return table + PresetTable.markdown();
  }

  private static String type(SignalType type) {
    return switch (type) {
      case COUNT -> "BIGINT";
      case NUMBER -> "DOUBLE";
      case FLAG -> "BOOLEAN";
      case NAME -> "STRING";
    };
  }
}
