package io.hornbook.common.licence;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which licence a comment states: by its SPDX tag, else by the words of {@code licence-texts.yaml}.
 */
final class LicenceTexts {
  private static final Pattern TAG =
      Pattern.compile("SPDX-License-Identifier:[ \t]*([^\r\n]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern COMMENT_END = Pattern.compile("(?:\\*/|-->|\\*+)\\s*$");
  private static final Pattern NO_WORD = Pattern.compile("[^a-z0-9]+");
  private static final List<Text> TEXTS = read();

  private LicenceTexts() {}

  /** A licence is stated where all of the words stand, and none of the others. */
  record Text(LicenceExpression licence, List<String> words, List<String> without) {
    boolean isIn(String folded) {
      return words.stream().allMatch(folded::contains)
          && without.stream().noneMatch(folded::contains);
    }
  }

  private record Entry(String id, List<String> words, List<String> without) {
    Text text() {
      return new Text(
          LicenceExpression.parse(id), words, without == null ? List.of() : List.copyOf(without));
    }
  }

  static Optional<LicenceExpression> statedIn(String comment) {
    Matcher tag = TAG.matcher(comment);
    if (tag.find()) {
      try {
        String tagged = COMMENT_END.matcher(tag.group(1)).replaceFirst("");
        return Optional.of(LicenceExpression.parse(tagged));
      } catch (IllegalArgumentException e) {
        // What the tag says is no expression: the words may still tell.
      }
    }
    String folded = NO_WORD.matcher(comment.toLowerCase(Locale.ROOT)).replaceAll(" ");
    return TEXTS.stream().filter(text -> text.isIn(folded)).map(Text::licence).findFirst();
  }

  private static List<Text> read() {
    try (InputStream in = LicenceTexts.class.getResourceAsStream("licence-texts.yaml")) {
      return new YAMLMapper()
          .readValue(in, new TypeReference<List<Entry>>() {}).stream().map(Entry::text).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read licence-texts.yaml", e);
    }
  }
}
