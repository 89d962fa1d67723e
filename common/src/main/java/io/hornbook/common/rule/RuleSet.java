package io.hornbook.common.rule;

import io.hornbook.common.signal.Signal;
import io.hornbook.common.signal.Signals;
import java.io.Serializable;
import java.util.List;
import java.util.function.Function;

/**
 * The gates of a config, in order: which documents are out before deduplication, and why.
 *
 * @param rules may be empty: every document passes
 */
public record RuleSet(List<Rule> rules) implements Serializable {
  public RuleSet {
    rules = List.copyOf(rules);
    long distinct = rules.stream().map(Rule::reason).distinct().count();
    if (distinct != rules.size()) {
      throw new IllegalArgumentException(
          "Invalid rules: a reason stands twice (expected one rule a reason)");
    }
  }

  /** The rules of a config's section. */
  public static RuleSet of(List<RuleConfig> rules) {
    return new RuleSet(RuleConfig.expanded(rules).stream().map(RuleConfig::rule).toList());
  }

  /** Whether a text in that language passes every rule; null is an unknown language. */
  public boolean passes(String language, Signals signals) {
    return rules.stream()
        .allMatch(
            rule ->
                !rule.appliesTo(language)
                    || rule.passes(
                        Signal.ofColumn(rule.signal()).flatMap(signals::value).orElse(null)));
  }

  /** The columns of the signals that the rules look at, each once. */
  public List<String> signals() {
    return rules.stream().map(Rule::signal).distinct().toList();
  }

  /** The reasons that the rules can give, in order. */
  public List<String> reasons() {
    return rules.stream().map(Rule::reason).toList();
  }

  /**
   * Every reason to drop a document, in rule order; empty for one that passes.
   *
   * @param language in lower case, or null for unknown
   * @param signals the value of a signal's column, or null
   */
  public List<String> reasons(String language, Function<String, Object> signals) {
    return rules.stream()
        .filter(rule -> rule.appliesTo(language) && !rule.passes(signals.apply(rule.signal())))
        .map(Rule::reason)
        .toList();
  }
}
