package io.hornbook.common.sensitive;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One rule of {@code rules.yaml}. */
final class SensitiveRule {
  private static final int CONTEXT = 24;

  private final String kind;
  private final String placeholder;
  private final List<String> keywords;
  private final Pattern pattern;
  private final List<Pattern> exceptions;

  @JsonCreator
  SensitiveRule(
      @JsonProperty("kind") String kind,
      @JsonProperty("placeholder") String placeholder,
      @JsonProperty("keywords") List<String> keywords,
      @JsonProperty("pattern") String pattern,
      @JsonProperty("except") List<String> except) {
    this.kind = kind;
    this.placeholder = placeholder;
    this.keywords = List.copyOf(keywords);
    this.pattern = Pattern.compile(pattern);
    this.exceptions = except == null ? List.of() : except.stream().map(Pattern::compile).toList();
  }

  /** The rules that the jar carries, in order. */
  static List<SensitiveRule> shipped() {
    try (InputStream in = SensitiveRule.class.getResourceAsStream("rules.yaml")) {
      return List.copyOf(
          new YAMLMapper().readValue(in, new TypeReference<List<SensitiveRule>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read rules.yaml", e);
    }
  }

  String kind() {
    return kind;
  }

  String placeholder() {
    return placeholder;
  }

  /** Tells every match that no exception takes back. */
  void find(String latin1, Consumer<SensitiveSpan> spans) {
    if (keywords.stream().noneMatch(latin1::contains)) {
      return;
    }
    Matcher match = pattern.matcher(latin1);
    while (match.find()) {
      if (!isException(latin1, match)) {
        spans.accept(new SensitiveSpan(kind, match.start(), match.end()));
      }
    }
  }

  private boolean isException(String latin1, Matcher match) {
    int line = latin1.lastIndexOf('\n', match.start()) + 1;
    String context = latin1.substring(Math.max(line, match.start() - CONTEXT), match.end());
    return exceptions.stream().anyMatch(exception -> exception.matcher(context).find());
  }
}
