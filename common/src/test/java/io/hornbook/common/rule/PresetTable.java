package io.hornbook.common.rule;

import java.util.List;
import java.util.stream.Collectors;

/** Renders the presets of rules as the docs show them. */
public final class PresetTable {
  private PresetTable() {}

  public static String markdown() {
    StringBuilder tables = new StringBuilder("\n# Presets of rules\n");
    for (String name : RulePresets.names()) {
      tables.append("\n## `").append(name).append("`\n").append(source(name)).append("\n\n");
      tables.append("| reason | signal | passes | languages |\n|---|---|---|---|\n");
      RuleConfig.expanded(RulePresets.rules(name)).forEach(rule -> tables.append(row(rule)));
    }
    return tables.toString();
  }

  /** The comment at the top of the preset. */
  private static String source(String name) {
    return RulePresets.yaml(name)
        .lines()
        .takeWhile(line -> line.startsWith("#"))
        .map(line -> line.substring(2))
        .collect(Collectors.joining("\n"));
  }

  private static String row(RuleConfig rule) {
    return "| %s | `%s` | %s | %s |\n"
        .formatted(
            rule.reason().orElseThrow(),
            rule.signal().orElseThrow(),
            passes(rule),
            String.join(", ", rule.languages().orElse(List.of("all"))));
  }

  private static String passes(RuleConfig rule) {
    if (rule.allowed().isPresent()) {
      return String.join(", ", rule.allowed().get());
    }
    return rule.expected()
        .map(Object::toString)
        .orElseGet(
            () ->
                rule.min().map(min -> "≥ " + min).orElse("")
                    + (rule.min().isPresent() && rule.max().isPresent() ? ", " : "")
                    + rule.max().map(max -> "≤ " + max).orElse(""));
  }
}
