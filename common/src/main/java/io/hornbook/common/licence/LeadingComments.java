package io.hornbook.common.licence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The comments before the first code of a file, in paragraphs: a block comment is one; of line
 * comments, one that says nothing, a blank line or another mark ends it. The marks of all languages
 * are known at once: {@code #}, {@code //}, {@code --}, {@code ;}, {@code %}, {@code /* … *}{@code
 * /}, {@code <!-- … -->}, {@code (* … *)}, {@code {- … -}}.
 */
final class LeadingComments {
  private static final List<String> LINE_MARKS = List.of("//", "--", "#", ";", "%");
  private static final String[][] BLOCK_MARKS = {
    {"/*", "*/"}, {"<!--", "-->"}, {"(*", "*)"}, {"{-", "-}"}
  };

  /** No comments: preprocessor directives, and PEP 263. */
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "#\\s*(?:include|define|undef|if|ifdef|ifndef|pragma|import|error|line)\\b.*");

  private static final Pattern ENCODING = Pattern.compile("#.*?coding[:=][ \t]*[-\\w.]+.*");
  private static final Pattern OPENING = Pattern.compile("<\\?(?:php|xml\\b[^>]*\\?>).*");

  private final byte[] utf8;
  private final int limit;
  private final List<Span> spans = new ArrayList<>();
  private int position;
  private String mark = "";

  private LeadingComments(byte[] utf8, int limit) {
    this.utf8 = utf8;
    this.limit = Math.min(limit, utf8.length);
  }

  /** Bytes of the text, the end exclusive. */
  record Span(int start, int end) {}

  static List<Span> of(byte[] utf8, int limit) {
    LeadingComments comments = new LeadingComments(utf8, limit);
    comments.skipPrologue();
    boolean more = true;
    while (more) {
      more = comments.skipBlank() && (comments.takeBlock() || comments.takeLine());
    }
    return comments.spans;
  }

  /** A byte order mark, a shebang, an encoding declaration, an opening of PHP or XML. */
  private void skipPrologue() {
    if (startsWith("\u00EF\u00BB\u00BF", 0)) {
      position = 3;
    }
    for (int line = 0; line < 2; line++) {
      String text = line();
      boolean skipped =
          (line == 0 && text.startsWith("#!"))
              || ENCODING.matcher(text).matches()
              || OPENING.matcher(text).matches();
      if (skipped) {
        position = lineEnd();
        skipLineEnd();
      }
    }
  }

  /** Goes on to the next ink; a blank line ends the paragraph. Whether there is any. */
  private boolean skipBlank() {
    int lineEnds = 0;
    while (position < limit && utf8[position] >= 0 && utf8[position] <= ' ') {
      lineEnds += utf8[position] == '\n' ? 1 : 0;
      position++;
    }
    mark = lineEnds > 1 ? "" : mark;
    return position < limit;
  }

  private boolean takeBlock() {
    for (String[] marks : BLOCK_MARKS) {
      if (startsWith(marks[0], position)) {
        int end = position + marks[0].length();
        while (end < limit && !startsWith(marks[1], end)) {
          end++;
        }
        end = Math.min(limit, end + marks[1].length());
        spans.add(new Span(position, end));
        position = end;
        mark = "";
        return true;
      }
    }
    return false;
  }

  private boolean takeLine() {
    String text = line();
    for (String candidate : LINE_MARKS) {
      if (text.startsWith(candidate) && !DIRECTIVE.matcher(text).matches()) {
        addLine(candidate, text);
        position = lineEnd();
        return true;
      }
    }
    return false;
  }

  private void addLine(String candidate, String text) {
    if (isSilent(text)) {
      mark = "";
      return;
    }
    int end = position + text.stripTrailing().getBytes(StandardCharsets.UTF_8).length;
    if (mark.equals(candidate)) {
      Span last = spans.remove(spans.size() - 1);
      spans.add(new Span(last.start(), end));
    } else {
      spans.add(new Span(position, end));
    }
    mark = candidate;
  }

  /** Whether a comment holds no letter: the end of a paragraph, or a ruler. */
  private static boolean isSilent(String text) {
    return text.chars().noneMatch(Character::isLetterOrDigit);
  }

  private String line() {
    return new String(utf8, position, lineEnd() - position, StandardCharsets.UTF_8);
  }

  private int lineEnd() {
    int end = position;
    while (end < limit && utf8[end] != '\n' && utf8[end] != '\r') {
      end++;
    }
    return end;
  }

  private void skipLineEnd() {
    position += position < limit && utf8[position] == '\r' ? 1 : 0;
    position += position < limit && utf8[position] == '\n' ? 1 : 0;
  }

  private boolean startsWith(String ascii, int at) {
    boolean same = at + ascii.length() <= limit;
    for (int i = 0; same && i < ascii.length(); i++) {
      same = (utf8[at + i] & 0xFF) == ascii.charAt(i);
    }
    return same;
  }
}
