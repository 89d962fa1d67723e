package io.hornbook.common.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * The HTML body of a post as Markdown-like text: paragraphs, headings, lists, quotations, links and
 * emphasis in their Markdown form; code blocks verbatim between fences; anything else as its text.
 */
final class MarkdownText {
  /** Nesting below this is rendered as plain text, so that no body exhausts the stack. */
  private static final int MAX_DEPTH = 64;

  private static final Set<String> CONTAINERS =
      Set.of("p", "div", "section", "article", "body", "dl", "dd", "dt", "tbody", "details");
  private static final Set<String> BLOCKS =
      Set.of("pre", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table");

  private MarkdownText() {}

  static String of(String html) {
    return blocks(Jsoup.parseBodyFragment(html).body(), 0);
  }

  private static String blocks(Element parent, int depth) {
    if (depth > MAX_DEPTH) {
      return parent.wholeText().strip();
    }
    List<String> blocks = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (Node node : parent.childNodes()) {
      if (node instanceof Element element && isBlock(element)) {
        flush(paragraph, blocks);
        add(blocks, block(element, depth + 1));
      } else {
        inline(node, paragraph, depth + 1);
      }
    }
    flush(paragraph, blocks);
    return String.join("\n\n", blocks);
  }

  private static boolean isBlock(Element element) {
    String name = element.normalName();
    return CONTAINERS.contains(name) || BLOCKS.contains(name);
  }

  private static void flush(StringBuilder paragraph, List<String> blocks) {
    String text =
        paragraph.toString().lines().map(String::strip).collect(Collectors.joining("\n")).strip();
    add(blocks, text);
    paragraph.setLength(0);
  }

  private static void add(List<String> blocks, String block) {
    if (!block.isEmpty()) {
      blocks.add(block);
    }
  }

  private static String block(Element element, int depth) {
    return switch (element.normalName()) {
      case "pre" -> fenced(element.wholeText());
      case "ul", "ol" -> list(element, depth);
      case "blockquote" -> prefixed(blocks(element, depth), "> ", "> ");
      case "h1", "h2", "h3", "h4", "h5", "h6" ->
          "#".repeat(element.normalName().charAt(1) - '0') + " " + line(element, depth);
      case "hr" -> "---";
      case "table" ->
          element.select("tr").stream()
              .map(row -> row.children().eachText())
              .map(cells -> "| " + String.join(" | ", cells) + " |")
              .collect(Collectors.joining("\n"));
      default -> blocks(element, depth);
    };
  }

  /** Code between fences that are longer than any run of backticks in it. */
  private static String fenced(String code) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < code.length(); i++) {
      run = code.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(Math.max(3, longest + 1));
    return fence + "\n" + code + (code.endsWith("\n") ? "" : "\n") + fence;
  }

  private static String list(Element list, int depth) {
    List<String> items = new ArrayList<>();
    for (Element item : list.children()) {
      String mark = list.normalName().equals("ol") ? items.size() + 1 + ". " : "- ";
      items.add(prefixed(blocks(item, depth), mark, " ".repeat(mark.length())));
    }
    return String.join("\n", items);
  }

  private static String prefixed(String block, String first, String next) {
    String[] lines = block.split("\n", -1);
    StringBuilder prefixed = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      String line = (i == 0 ? first : next) + lines[i];
      prefixed.append(i == 0 ? "" : "\n").append(lines[i].isEmpty() ? line.stripTrailing() : line);
    }
    return prefixed.toString();
  }

  private static String line(Element element, int depth) {
    StringBuilder line = new StringBuilder();
    element.childNodes().forEach(node -> inline(node, line, depth));
    return line.toString().replaceAll("\\s+", " ").strip();
  }

  private static void inline(Node node, StringBuilder out, int depth) {
    if (node instanceof TextNode text) {
      String collapsed = text.text();
      boolean blank = out.isEmpty() || Character.isWhitespace(out.charAt(out.length() - 1));
      out.append(blank ? collapsed.stripLeading() : collapsed);
    } else if (node instanceof Element element) {
      inline(element, out, depth);
    }
  }

  private static void inline(Element element, StringBuilder out, int depth) {
    switch (element.normalName()) {
      case "br" -> out.append('\n');
      case "code", "kbd" -> code(element.wholeText(), out);
      case "img" -> out.append("![" + element.attr("alt") + "](" + element.attr("src") + ")");
      case "a" -> marked(element, out, depth, "[", "](" + element.attr("href") + ")");
      case "strong", "b" -> marked(element, out, depth, "**", "**");
      case "em", "i" -> marked(element, out, depth, "*", "*");
      default -> marked(element, out, depth, "", "");
    }
  }

  private static void code(String code, StringBuilder out) {
    String mark = code.contains("`") ? "``" : "`";
    out.append(mark).append(code).append(mark);
  }

  private static void marked(
      Element element, StringBuilder out, int depth, String open, String close) {
    out.append(open);
    if (depth > MAX_DEPTH) {
      out.append(element.wholeText());
    } else {
      element.childNodes().forEach(node -> inline(node, out, depth + 1));
    }
    out.append(close);
  }
}
