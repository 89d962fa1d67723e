package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hornbook.common.failure.ConfigurationException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt that asks for a score of one document, versioned by the SHA-256 of its file. The file
 * holds the system message, a line {@code ---}, and the user message, in which {@code {{document}}}
 * stands alone on a line, once, between two lines that carry {@code {{fence}}}. The fence is
 * derived from the document's own hash, so no document can contain it, and none can end itself
 * early and go on as an instruction.
 *
 * @param name the file's name without its ending, such as {@code phi-1}
 * @param sha256 lower-case hex of the hash of the file's bytes
 * @param system the system message
 * @param user the user message with its two placeholders
 */
public record Rubric(String name, String sha256, String system, String user)
    implements Serializable {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(document|fence)\\}\\}");
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?s).*\\{\\{fence\\}\\}[^\\n]*\\n\\{\\{document\\}\\}\\n[^\\n]*\\{\\{fence\\}\\}.*");

  /** The two messages that are sent, the document being in {@code user}. */
  public record Prompt(String system, String user) {}

  /**
   * Reads a prompt file.
   *
   * @throws ConfigurationException if it cannot be read or lacks a part
   */
  public static Rubric read(Path file) {
    try {
      String fileName = String.valueOf(file.getFileName());
      return parse(fileName.replaceFirst("\\.[^.]*$", ""), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigurationException("Cannot read prompt " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a prompt from the content of its file.
   *
   * @throws ConfigurationException if it lacks a part
   */
  public static Rubric parse(String name, String content) {
    String[] parts = content.split("(?m)^---$\\R?", -1);
    if (parts.length != 2 || parts[0].isBlank()) {
      throw new ConfigurationException(
          "Invalid prompt: " + name + " (expected a system message, one line ---, a user message)");
    }
    String user = parts[1].strip();
    if (!SHAPE.matcher(user).matches() || user.split("\\{\\{document\\}\\}", -1).length != 2) {
      throw new ConfigurationException(
          "Invalid prompt: "
              + name
              + " (expected {{document}} once, alone on a line, between two lines with {{fence}})");
    }
    return new Rubric(name, Digests.sha256(content.getBytes(UTF_8)), parts[0].strip(), user);
  }

  /** The messages that ask for a score of {@code document}, which is shown as it is given. */
  public Prompt render(String document) {
    String fence = fence(document);
    String rendered =
        PLACEHOLDER
            .matcher(user)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(found.group(1).equals("fence") ? fence : document));
    return new Prompt(system, rendered);
  }

  /** A mark that {@code document} does not contain. */
  static String fence(String document) {
    String fence = Digests.sha256(document).substring(0, 32);
    while (document.contains(fence)) {
      fence = Digests.sha256(document, fence).substring(0, 32);
    }
    return fence;
  }
}
