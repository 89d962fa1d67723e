package io.hornbook.common.document;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The encoding that a file declares about itself: the byte order mark of UTF-16, a PEP 263 comment
 * in its first two lines, or an XML declaration.
 *
 * @see <a href="https://peps.python.org/pep-0263/">PEP 263</a>
 */
final class DeclaredCharset {
  private static final int HEAD = 512;
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final Pattern PEP_263 =
      Pattern.compile("^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)");
  private static final Pattern BLANK_OR_COMMENT = Pattern.compile("^[ \t\f]*(?:#.*)?$");
  private static final Pattern XML =
      Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([-_.a-zA-Z0-9]+)[\"']");

  /** Python's names that Java does not know. */
  private static final Map<String, String> PYTHON_NAMES =
      Map.of("latin-1", "ISO-8859-1", "iso-latin-1", "ISO-8859-1", "macroman", "x-MacRoman");

  private DeclaredCharset() {}

  static Optional<Charset> of(byte[] bytes) {
    if (bytes.length >= 2 && bytes.length % 2 == 0) {
      int mark = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
      if (mark == 0xFEFF || mark == 0xFFFE) {
        return Optional.of(StandardCharsets.UTF_16);
      }
    }
    String head =
        new String(Arrays.copyOf(bytes, Math.min(bytes.length, HEAD)), StandardCharsets.ISO_8859_1);
    Matcher xml = XML.matcher(head);
    return xml.find() ? named(xml.group(1)) : python(head);
  }

  private static Optional<Charset> python(String head) {
    String[] lines = LINE_END.split(head, 3);
    for (int i = 0; i < Math.min(2, lines.length); i++) {
      Matcher declaration = PEP_263.matcher(lines[i]);
      if (declaration.find()) {
        return named(declaration.group(1));
      }
      if (!BLANK_OR_COMMENT.matcher(lines[i]).matches()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<Charset> named(String name) {
    String key = name.toLowerCase(Locale.ROOT).replace('_', '-');
    try {
      return Optional.of(Charset.forName(PYTHON_NAMES.getOrDefault(key, name)))
          .filter(charset -> !charset.equals(StandardCharsets.UTF_8));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }
}
