package io.hornbook.common.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.licence.LicenceExpression.All;
import io.hornbook.common.licence.LicenceExpression.Any;
import io.hornbook.common.licence.LicenceExpression.Licence;
import io.hornbook.common.testing.Seeds;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LicenceExpressionTest {
  private static final List<String> IDS = List.of("MIT", "Apache-2.0", "GPL-2.0-only", "ISC");

  @Test
  void andBindsTighterThanOr() {
    assertThat(LicenceExpression.parse("MIT OR ISC AND Apache-2.0"))
        .isEqualTo(
            new Any(
                List.of(licence("MIT"), new All(List.of(licence("ISC"), licence("Apache-2.0"))))));
  }

  @Test
  void withAndPlusBelongToALicence() {
    assertThat(LicenceExpression.parse("GPL-2.0+ WITH Classpath-exception-2.0"))
        .isEqualTo(new Licence("GPL-2.0", true, "Classpath-exception-2.0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MIT",
        "MIT OR Apache-2.0",
        "(MIT OR ISC) AND Apache-2.0",
        "LicenseRef-a.b-1 AND DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2",
        "GPL-2.0-only WITH Classpath-exception-2.0 OR EPL-2.0+"
      })
  void isSpelledAsItWasRead(String text) {
    assertThat(LicenceExpression.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "AND",
        "MIT AND",
        "MIT ISC",
        "(MIT",
        "MIT)",
        "()",
        "MIT WITH",
        "MIT WITH (ISC)",
        "MIT,ISC",
        "+",
        "MIT ++",
        "Apache License, Version 2.0",
        "MIT/X11"
      })
  void refusesWhatIsNoExpression(String text) {
    assertThatThrownBy(() -> LicenceExpression.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid licence expression: " + text + " (expected ");
  }

  @Test
  void bracketsInOneAnotherAreBounded() {
    assertThatThrownBy(() -> LicenceExpression.parse("(".repeat(100_000)))
        .hasMessageEndingWith("(expected at most 50 brackets in one another)");
  }

  @ParameterizedTest
  @CsvSource({
    "MIT, true",
    "mit, true",
    "GPL-2.0-only, false",
    "GPL-2.0-only OR MIT, true",
    "GPL-2.0-only AND MIT, false",
    "MIT AND Apache-2.0, true",
    "MIT AND (GPL-3.0-only OR Apache-2.0), true",
    "Apache-2.0+, true",
    "GPL-2.0-only WITH Classpath-exception-2.0, true",
    "GPL-2.0-only WITH Linux-syscall-note, false",
    "MIT WITH Classpath-exception-2.0, false",
    "BSD-3-Clause, true",
    "LicenseRef-MIT, false"
  })
  void anExpressionIsAllowedIfAChoiceOfItsLicencesIs(String expression, boolean allowed) {
    AllowedLicences licences =
        AllowedLicences.of(
            List.of(
                "MIT OR Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", "bsd-3-clause"));
    assertThat(licences.allow(LicenceExpression.parse(expression))).isEqualTo(allowed);
  }

  @Test
  void aListHoldsNoConjunction() {
    assertThatThrownBy(() -> AllowedLicences.of(List.of("MIT AND ISC")))
        .hasMessage(
            "Invalid allowed licence: MIT AND ISC (expected no AND: each licence is listed alone)");
  }

  /** The oracle tries every choice: an expression is a set of sets of licences. */
  @Test
  void agreesWithTheTableOfAllChoicesOnRandomExpressions() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 500; round++) {
      LicenceExpression expression = random(random, 3);
      List<String> allowed = IDS.stream().filter(id -> random.nextBoolean()).toList();
      boolean expected =
          choices(expression).stream().anyMatch(choice -> allowed.containsAll(choice));
      assertThat(AllowedLicences.of(allowed).allow(LicenceExpression.parse(expression.toString())))
          .as(expression + " under " + allowed)
          .isEqualTo(expected);
    }
  }

  @Test
  void whatASourceGivesBindsTogether() {
    assertThat(LicenceExpression.declared(List.of("MIT", "MIT", "Apache-2.0 OR ISC")))
        .hasValueSatisfying(e -> assertThat(e).hasToString("MIT AND (Apache-2.0 OR ISC)"));
    assertThat(LicenceExpression.declared(List.of("Apache License, Version 2.0")))
        .hasValueSatisfying(
            e -> assertThat(e).hasToString("LicenseRef-Apache-License-Version-2.0"));
    assertThat(LicenceExpression.declared(List.of("NOASSERTION", " ", "NONE"))).isEmpty();
    assertThat(LicenceExpression.declared(List.of())).isEmpty();
  }

  private static Licence licence(String id) {
    return new Licence(id, false, null);
  }

  private static LicenceExpression random(RandomGenerator random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return licence(IDS.get(random.nextInt(IDS.size())));
    }
    List<LicenceExpression> parts =
        IntStream.range(0, 2 + random.nextInt(2)).mapToObj(i -> random(random, depth - 1)).toList();
    return random.nextBoolean() ? new All(parts) : new Any(parts);
  }

  private static List<Set<String>> choices(LicenceExpression expression) {
    if (expression instanceof Licence licence) {
      return List.of(Set.of(licence.id()));
    }
    if (expression instanceof Any any) {
      return any.parts().stream().flatMap(part -> choices(part).stream()).toList();
    }
    List<Set<String>> joined = List.of(Set.of());
    for (LicenceExpression part : ((All) expression).parts()) {
      List<Set<String>> before = joined;
      joined =
          choices(part).stream()
              .flatMap(choice -> before.stream().map(other -> union(choice, other)))
              .toList();
    }
    return joined;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> union = new TreeSet<>(one);
    union.addAll(other);
    return union;
  }
}
