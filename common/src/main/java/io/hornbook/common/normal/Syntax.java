package io.hornbook.common.normal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The strings and comments of a language, and whether its indentation has a meaning. */
final class Syntax {
  private static final Map<String, Syntax> TABLE = shipped();

  private final boolean indents;
  private final Delimiter[][] byFirstByte = new Delimiter[256][];

  /** Bytes of code that stand for themselves wherever they are. */
  private final boolean[] plain = new boolean[256];

  private Syntax(Entry entry) {
    this.indents = entry.indentation;
    List<Delimiter> all = new ArrayList<>();
    entry.lineComments.forEach(open -> all.add(Delimiter.lineComment(open)));
    entry.blockComments.forEach(pair -> all.add(Delimiter.blockComment(pair.get(0), pair.get(1))));
    entry.strings.forEach(s -> all.add(Delimiter.string(s.open, s.close, s.escape, s.spansLines)));
    // Longer ones first: a triple quote is no empty string.
    all.sort(Comparator.comparing((Delimiter delimiter) -> -delimiter.openLength()));
    for (int first = 0; first < byFirstByte.length; first++) {
      int start = first;
      Delimiter[] starting =
          all.stream().filter(each -> (each.firstByte() & 0xFF) == start).toArray(Delimiter[]::new);
      byFirstByte[first] = starting.length == 0 ? null : starting;
      plain[first] = starting.length == 0 && first > ' ' && "()[]{}\\".indexOf(first) < 0;
    }
  }

  /** The syntax of a language that the table knows. */
  static Optional<Syntax> of(String language) {
    return language == null ? Optional.empty() : Optional.ofNullable(TABLE.get(language));
  }

  boolean indents() {
    return indents;
  }

  /** The offset of the first byte from {@code from} on that may mean something, or the end. */
  int afterPlain(byte[] text, int from) {
    int to = from;
    while (to < text.length && plain[text[to] & 0xFF]) {
      to++;
    }
    return to;
  }

  /** The string or comment that begins at {@code at}, or null. */
  Delimiter delimiterAt(byte[] text, int at) {
    Delimiter[] starting = byFirstByte[text[at] & 0xFF];
    if (starting != null) {
      for (Delimiter delimiter : starting) {
        if (delimiter.opensAt(text, at)) {
          return delimiter;
        }
      }
    }
    return null;
  }

  private static Map<String, Syntax> shipped() {
    try (InputStream in = Syntax.class.getResourceAsStream("syntaxes.yaml")) {
      Map<String, Syntax> table = new HashMap<>();
      for (Entry entry : new YAMLMapper().readValue(in, new TypeReference<List<Entry>>() {})) {
        Syntax syntax = new Syntax(entry);
        entry.languages.forEach(language -> table.put(language, syntax));
      }
      return Map.copyOf(table);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read syntaxes.yaml", e);
    }
  }

  /** One entry of {@code syntaxes.yaml}. */
  private record Entry(
      List<String> languages,
      boolean indentation,
      List<String> lineComments,
      List<List<String>> blockComments,
      List<Quotes> strings) {
    @JsonCreator
    Entry(
        @JsonProperty("languages") List<String> languages,
        @JsonProperty("indentation") boolean indentation,
        @JsonProperty("line-comments") List<String> lineComments,
        @JsonProperty("block-comments") List<List<String>> blockComments,
        @JsonProperty("strings") List<Quotes> strings) {
      this.languages = List.copyOf(languages);
      this.indentation = indentation;
      this.lineComments = List.copyOf(lineComments);
      this.blockComments = List.copyOf(blockComments);
      this.strings = List.copyOf(strings);
    }
  }

  private record Quotes(String open, String close, Delimiter.Escape escape, boolean spansLines) {
    @JsonCreator
    Quotes(
        @JsonProperty("open") String open,
        @JsonProperty("close") String close,
        @JsonProperty("escape") String escape,
        @JsonProperty("lines") boolean spansLines) {
      this(open, close, Delimiter.Escape.valueOf(escape.toUpperCase(Locale.ROOT)), spansLines);
    }
  }
}
