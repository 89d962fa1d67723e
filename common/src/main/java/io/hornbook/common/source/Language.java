package io.hornbook.common.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The language of a file: by its whole name, else by its extension, else by the interpreter of its
 * first line. The names are Linguist's, lower case; the table is {@code languages.tsv} beside this
 * class.
 */
public final class Language {
  private static final Pattern SHEBANG =
      Pattern.compile("^#!\\s*(?:\\S*/)?env\\s+(?:-\\S+\\s+|\\w+=\\S*\\s+)*(\\S+)|^#!\\s*(\\S+)");
  private static final Pattern VERSION = Pattern.compile("[\\d.]+$");
  private static final Pattern TAG_VERSION = Pattern.compile("-?\\d[\\d.x]*$");
  private static final Map<String, String> TABLE = table();

  private Language() {}

  /** The language of the file, or empty: unknown. */
  public static Optional<String> of(String path, String text) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String whole = TABLE.get("name " + name.toLowerCase(Locale.ROOT));
    if (whole != null) {
      return Optional.of(whole);
    }
    int dot = name.lastIndexOf('.');
    String extension =
        dot < 0 ? null : TABLE.get("extension " + name.substring(dot).toLowerCase(Locale.ROOT));
    return extension != null ? Optional.of(extension) : ofShebang(text);
  }

  /**
   * The language that a tag of Stack Exchange names: {@code python-3.x} names {@code python};
   * empty: none.
   */
  public static Optional<String> ofTag(String tag) {
    String lower = tag.toLowerCase(Locale.ROOT);
    String named = TABLE.get("tag " + lower);
    return Optional.ofNullable(
        named != null ? named : TABLE.get("tag " + TAG_VERSION.matcher(lower).replaceFirst("")));
  }

  /**
   * The name that Linguist would give, from any spelling of it: {@code Python} is {@code python}.
   */
  public static String named(String language) {
    return language.toLowerCase(Locale.ROOT);
  }

  private static Optional<String> ofShebang(String text) {
    if (!text.startsWith("#!")) {
      return Optional.empty();
    }
    Matcher shebang = SHEBANG.matcher(text.lines().findFirst().orElse(""));
    if (!shebang.find()) {
      return Optional.empty();
    }
    String program = shebang.group(1) != null ? shebang.group(1) : shebang.group(2);
    String name = program.substring(program.lastIndexOf('/') + 1);
    return Optional.ofNullable(
        TABLE.get(
            "interpreter " + VERSION.matcher(name.toLowerCase(Locale.ROOT)).replaceFirst("")));
  }

  private static Map<String, String> table() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    Language.class.getResourceAsStream("languages.tsv"), "languages.tsv"),
                StandardCharsets.UTF_8))) {
      Map<String, String> table = new HashMap<>();
      lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> put(table, line));
      return Map.copyOf(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line: language, kind of key, keys; between them tabulators, between keys blanks. */
  private static void put(Map<String, String> table, String line) {
    String[] fields = line.split("\t", -1);
    for (String key : fields[2].split(" ", -1)) {
      if (table.put(fields[1] + " " + key, fields[0]) != null) {
        throw new IllegalStateException("Invalid languages.tsv: " + key + " stands there twice");
      }
    }
  }
}
