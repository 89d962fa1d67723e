package io.hornbook.common.signal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a path says of a file, by lists of patterns. */
enum PathPatterns {
  VENDORED("vendored-paths.txt"),
  TEST("test-paths.txt");

  /** The convention of Java, Kotlin, C# and Swift, whose names tell by their capitals. */
  private static final Pattern TEST_CLASS =
      Pattern.compile("(?:^|/)(?:[A-Z]\\w*Tests?|Test[A-Z]\\w*|[A-Z]\\w*(?:TestCase|IT))\\.\\w+$");

  private final Pattern pattern;

  PathPatterns(String file) {
    this.pattern = Pattern.compile(String.join("|", lines(file)));
  }

  boolean isIn(String path) {
    return pattern.matcher(path.toLowerCase(Locale.ROOT)).find()
        || (this == TEST && TEST_CLASS.matcher(path).find());
  }

  /** The lines of a list beside this class that are neither blank nor a comment. */
  static List<String> lines(String file) {
    try (InputStream in = PathPatterns.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
