package io.hornbook.common.sensitive;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One rule of {@code rules.yaml}. */
final class SensitiveRule {
  private static final int CONTEXT = 24;
  private static final String SECRET = "secret";

  private final String kind;
  private final String placeholder;
  private final List<String> anchors;
  private final int before;
  private final Pattern pattern;
  private final boolean part;
  private final double leastEntropy;
  private final List<Pattern> exceptions;

  @JsonCreator
  SensitiveRule(
      @JsonProperty("kind") String kind,
      @JsonProperty("placeholder") String placeholder,
      @JsonProperty("anchors") List<String> anchors,
      @JsonProperty("before") int before,
      @JsonProperty("pattern") String pattern,
      @JsonProperty("entropy") double leastEntropy,
      @JsonProperty("except") List<String> except) {
    this.kind = kind;
    this.placeholder = placeholder;
    this.anchors = List.copyOf(anchors);
    this.before = before;
    this.pattern = Pattern.compile(pattern);
    this.part = pattern.contains("(?<" + SECRET + ">");
    this.leastEntropy = leastEntropy;
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

  /** What stands in every match, at most {@code before} bytes after its start. */
  List<String> anchors() {
    return anchors;
  }

  /** A matcher of the rule's pattern; it sees what is around its region. */
  Matcher matcher(CharSequence latin1) {
    return pattern.matcher(latin1).useTransparentBounds(true).useAnchoringBounds(false);
  }

  /**
   * Whether the pattern matches from a place at or before an anchor on, the earliest first.
   *
   * @param from where a match may begin at the earliest
   * @return whether {@code match} stands at it
   */
  boolean matches(Matcher match, int anchor, int from, int length) {
    for (int start = Math.max(from, anchor - before); start <= anchor; start++) {
      if (match.region(start, length).lookingAt()) {
        return true;
      }
    }
    return false;
  }

  /** The span of a match, unless an exception takes it back. */
  Optional<SensitiveSpan> span(String latin1, Matcher match) {
    int start = part ? match.start(SECRET) : match.start();
    int end = part ? match.end(SECRET) : match.end();
    boolean random =
        leastEntropy == 0 || Entropy.bitsACharacter(latin1, start, end) >= leastEntropy;
    return random && !isException(latin1, start, end)
        ? Optional.of(new SensitiveSpan(kind, start, end))
        : Optional.empty();
  }

  private boolean isException(String latin1, int start, int end) {
    if (exceptions.isEmpty()) {
      return false;
    }
    int line = latin1.lastIndexOf('\n', start) + 1;
    String context = latin1.substring(Math.max(line, start - CONTEXT), end);
    return exceptions.stream().anyMatch(exception -> exception.matcher(context).find());
  }
}
