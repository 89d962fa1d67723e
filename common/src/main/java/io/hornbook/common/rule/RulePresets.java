package io.hornbook.common.rule;

import io.hornbook.common.config.ConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rules of well-known recipes: the files {@code presets/*.yaml}, each with its source. */
final class RulePresets {
  private static final List<String> NAMES = List.of("starcoder", "opencoder-python", "phi-1");

  private RulePresets() {}

  /** A preset's file. */
  record Preset(List<RuleConfig> rules) {
    Preset {
      rules = List.copyOf(rules);
    }
  }

  static List<String> names() {
    return NAMES;
  }

  /** The rules of the preset with that name. */
  static List<RuleConfig> rules(String name) {
    return new ConfigReader(variable -> null)
        .layer(name, "", yaml(name))
        .bind(Preset.class)
        .rules();
  }

  /** The preset's file as it is. */
  static String yaml(String name) {
    try (InputStream in = RulePresets.class.getResourceAsStream("presets/" + name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the preset " + name, e);
    }
  }
}
