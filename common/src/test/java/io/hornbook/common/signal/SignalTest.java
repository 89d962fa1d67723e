package io.hornbook.common.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SignalTest {
  /** Rewritten with {@code HORNBOOK_GENERATE=1 mvn -pl common test -Dtest=SignalTest}. */
  private static final Path TABLE = TestData.root().resolve("common/SIGNALS.md");

  @Test
  void theTableOfSignalsInTheDocsIsTheRegistry() throws IOException {
    String table = SignalTable.markdown();
    if (System.getenv("HORNBOOK_GENERATE") != null) {
      Files.writeString(TABLE, table);
    }
    assertThat(Files.readString(TABLE)).isEqualTo(table);
  }

  @Test
  void columnsAreSnakeCaseWithAVersionAndFindTheirSignal() {
    assertThat(Signal.columns())
        .doesNotHaveDuplicates()
        .allMatch(c -> c.matches("[a-z0-9_]+_v\\d+"));
    for (Signal signal : Signal.values()) {
      assertThat(Signal.ofColumn(signal.column())).hasValue(signal);
    }
    assertThat(Signal.ofColumn("line_count")).isEmpty();
  }

  @Test
  void aValueOfAnotherTypeOrAnInfiniteOneIsRejected() {
    assertThatThrownBy(() -> Signals.of(Map.of(Signal.LINE_COUNT, 1.5)))
        .hasMessage("Invalid line_count_v1: 1.5 (expected a finite Long)");
    assertThatThrownBy(() -> Signals.of(Map.of(Signal.MEAN_LINE, Double.NaN)))
        .hasMessage("Invalid mean_line_v1: NaN (expected a finite Double)");
  }

  @Test
  void aSignalWithoutAValueIsEmpty() {
    Signals signals = Signals.of(Map.of(Signal.LINE_COUNT, 3L, Signal.PARSES, true));
    assertThat(signals.number(Signal.LINE_COUNT)).hasValue(3);
    assertThat(signals.number(Signal.MEAN_LINE)).isEmpty();
    assertThat(signals.flag(Signal.PARSES)).hasValue(true);
    assertThat(signals.flag(Signal.XML_HEADER)).isEmpty();
    assertThat(signals.number(Signal.PARSES)).isEmpty();
    assertThat(signals).hasToString("Signals[line_count_v1=3, parses_v1=true]");
  }

  @Test
  void limitsBelowOneAreRejected() {
    assertThatThrownBy(() -> new MeasureLimits(0, 1))
        .hasMessage("Invalid max-parsed-bytes: 0 (expected at least 1)");
    assertThatThrownBy(() -> new MeasureLimits(1, -2))
        .hasMessage("Invalid parse-steps-per-kb: -2 (expected at least 1)");
  }
}
