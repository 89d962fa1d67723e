package io.hornbook.common.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.signal.MeasureLimits;
import io.hornbook.common.signal.Signal;
import io.hornbook.common.signal.SignalMeter;
import io.hornbook.common.signal.Signals;
import io.hornbook.common.signal.SourceText;
import io.hornbook.common.signal.Subject;
import io.hornbook.common.testing.TestData;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RulePresetsTest {
  private static List<Signals> modern;
  private static List<Signals> ancient;

  @BeforeAll
  static void measure() {
    modern =
        measured(
            TestData.pythonFiles("python-resources-25.0.1.jar", "META-INF/resources/libpython/"));
    ancient = measured(TestData.pythonFiles("jython-standalone-2.7.4.jar", "Lib/"));
  }

  @Test
  void starcoderKeepsNearlyEverythingThatPeopleWrote() {
    assertThat(kept("starcoder", modern)).isBetween(0.93, 1.0);
    assertThat(kept("starcoder", ancient)).isBetween(0.93, 1.0);
  }

  @Test
  void opencoderDropsPythonTwoAndShortFiles() {
    assertThat(kept("opencoder-python", modern)).isBetween(0.7, 0.97);
    assertThat(kept("opencoder-python", ancient)).isBetween(0.3, 0.65);
  }

  @Test
  void phiOneLeavesTheDecisionToTheClassifier() {
    assertThat(kept("phi-1", modern)).isBetween(0.95, 1.0);
  }

  @Test
  void aLicenceThatIsNotAllowedDropsAndAnUnknownOneDoesNot() {
    RuleSet phi = RuleSet.of(List.of(preset("phi-1")));
    assertThat(phi.reasons("python", column -> value(column, "GPL-3.0-only")))
        .containsExactly("not_permissive");
    assertThat(phi.reasons("python", column -> value(column, "GPL-3.0-only OR MIT"))).isEmpty();
    assertThat(phi.reasons("python", column -> value(column, null))).isEmpty();
  }

  @Test
  void aPresetStandsAloneAndIsKnown() {
    assertThatThrownBy(() -> preset("starcode"))
        .hasMessage(
            "Invalid preset: starcode (expected one of starcoder, opencoder-python, phi-1)");
    assertThatThrownBy(
            () ->
                new RuleConfig(
                    Optional.of("phi-1"),
                    Optional.of("x"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
        .hasMessage("Invalid preset: phi-1 (expected to stand alone)");
  }

  @Test
  void aNameNeedsAListAndALicenceAValidOne() {
    assertThat(listed("comment_language_v1", "en").rule().passes("de")).isFalse();
    assertThat(listed("comment_language_v1", "en").rule().passes("en")).isTrue();
    assertThat(listed("comment_language_v1", "en").rule().passes(null)).isTrue();
    assertThatThrownBy(() -> listed("declared_licence_v1", "MIT AND ISC"))
        .hasMessageStartingWith("Invalid allowed licence: MIT AND ISC");
    assertThatThrownBy(() -> listed("line_count_v1", "en"))
        .hasMessage("Invalid rule for line_count_v1: it has no bounds (expected min or max)");
  }

  private static RuleConfig preset(String name) {
    return new RuleConfig(
        Optional.of(name),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static RuleConfig listed(String signal, String name) {
    return new RuleConfig(
        Optional.empty(),
        Optional.of("listed"),
        Optional.of(signal),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(List.of(name)),
        Optional.empty());
  }

  private static Object value(String column, String licence) {
    return column.equals(Signal.DECLARED_LICENCE.column()) ? licence : (Object) 100L;
  }

  private static List<Signals> measured(Map<String, byte[]> files) {
    try (SignalMeter meter = new SignalMeter(new MeasureLimits(1 << 20, 32))) {
      return files.entrySet().stream()
          .map(
              file ->
                  meter.measure(
                      new Subject(
                          SourceText.of(file.getValue()),
                          "python",
                          file.getKey(),
                          List.of("PSF-2.0"))))
          .toList();
    }
  }

  /** The share of the files that a preset keeps; printed with the reasons. */
  private static double kept(String preset, Collection<Signals> files) {
    RuleSet rules = RuleSet.of(List.of(preset(preset)));
    Map<String, Integer> reasons = new TreeMap<>();
    long kept = 0;
    for (Signals signals : files) {
      List<String> why =
          rules.reasons(
              "python",
              column -> signals.value(Signal.ofColumn(column).orElseThrow()).orElse(null));
      why.forEach(reason -> reasons.merge(reason, 1, Integer::sum));
      kept += why.isEmpty() ? 1 : 0;
      assertThat(rules.passes("python", signals)).isEqualTo(why.isEmpty());
    }
    double share = kept / (double) files.size();
    System.out.printf("%s keeps %.3f of %d files; %s%n", preset, share, files.size(), reasons);
    return share;
  }
}
