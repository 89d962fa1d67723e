package io.hornbook.common.benchmark;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a prompt that is Python code, by the characters where they start and end: {@code
 * [start, docstringStart)} is the signature of the function to complete, {@code [docstringStart,
 * docstringEnd)} its docstring without the quotes. The quotes belong to neither.
 *
 * @param start where the function's {@code def} starts
 * @param signatureEnd where the docstring's opening quotes start, or the prompt's end without one
 * @param docstringStart after the opening quotes
 * @param docstringEnd before the closing quotes
 */
public record PromptParts(int start, int signatureEnd, int docstringStart, int docstringEnd) {
  private static final Pattern DEFINITION = Pattern.compile("(?m)^[ \\t]*(?:async[ \\t]+)?def\\b");
  private static final Pattern QUOTES = Pattern.compile("\"\"\"|'''");

  /**
   * The parts, or nothing when the prompt defines no function. The function is the one named by the
   * entry point, else the last one.
   */
  public static Optional<PromptParts> of(String prompt, String entryPoint) {
    int start = definition(prompt, entryPoint);
    if (start < 0) {
      return Optional.empty();
    }
    Matcher open = QUOTES.matcher(prompt);
    if (!open.find(start)) {
      return Optional.of(new PromptParts(start, prompt.length(), prompt.length(), prompt.length()));
    }
    int close = prompt.indexOf(open.group(), open.end());
    int end = close < 0 ? prompt.length() : close;
    return Optional.of(new PromptParts(start, open.start(), open.end(), end));
  }

  static String docstring(String prompt, String entryPoint) {
    return of(prompt, entryPoint)
        .map(parts -> prompt.substring(parts.docstringStart(), parts.docstringEnd()))
        .orElse("");
  }

  private static int definition(String prompt, String entryPoint) {
    int last = -1;
    Matcher definition = DEFINITION.matcher(prompt);
    while (definition.find()) {
      last = definition.start();
      if (!entryPoint.isEmpty() && names(prompt, definition.end(), entryPoint)) {
        return last;
      }
    }
    return last;
  }

  private static boolean names(String prompt, int from, String entryPoint) {
    String rest = prompt.substring(from).stripLeading();
    return rest.startsWith(entryPoint)
        && (rest.length() == entryPoint.length()
            || !Character.isJavaIdentifierPart(rest.charAt(entryPoint.length())));
  }
}
