package io.hornbook.common.rule;

import io.hornbook.common.licence.AllowedLicences;
import io.hornbook.common.licence.LicenceExpression;
import java.io.Serializable;
import java.util.List;

/** A gate: it drops a document for one reason, by one signal. */
public sealed interface Rule extends Serializable {
  /** Why a document is dropped, in snake_case. */
  String reason();

  /** The column of the signal that decides. */
  String signal();

  /** The languages that the rule applies to; empty for all. */
  List<String> languages();

  /**
   * Whether a document passes.
   *
   * @param value of the signal, of the type of its column; null, for a signal that does not apply,
   *     passes
   */
  boolean passes(Object value);

  /** Whether the rule looks at documents of that language; null is an unknown language. */
  default boolean appliesTo(String language) {
    return languages().isEmpty() || (language != null && languages().contains(language));
  }

  /**
   * Passes a count or a number within bounds, both inclusive.
   *
   * @param min may be negative infinity
   * @param max may be infinity
   */
  record Bounds(String reason, String signal, double min, double max, List<String> languages)
      implements Rule {
    @Override
    public boolean passes(Object value) {
      return !(value instanceof Number number)
          || (number.doubleValue() >= min && number.doubleValue() <= max);
    }
  }

  /**
   * Passes a flag of one value.
   *
   * @param expected the value that passes
   */
  record Flag(String reason, String signal, boolean expected, List<String> languages)
      implements Rule {
    @Override
    public boolean passes(Object value) {
      return !(value instanceof Boolean flag) || flag == expected;
    }
  }

  /** Passes a name that is listed. */
  record Listed(String reason, String signal, List<String> allowed, List<String> languages)
      implements Rule {
    public Listed {
      allowed = List.copyOf(allowed);
    }

    @Override
    public boolean passes(Object value) {
      return !(value instanceof String name) || allowed.contains(name);
    }
  }

  /** Passes an SPDX expression that the licences of a list satisfy. */
  record Licensed(String reason, String signal, AllowedLicences allowed, List<String> languages)
      implements Rule {
    @Override
    public boolean passes(Object value) {
      return !(value instanceof String expression)
          || allowed.allow(LicenceExpression.parse(expression));
    }
  }
}
