package io.hornbook.common.normal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TreeSitterPython;

/** A parser as oracle: the normal form of a Python program is the same program. */
class NormalisedPythonTest {
  private static final TextNormaliser WHITE_SPACE = new TextNormaliser(false);
  private static final TextNormaliser COMMENTS = new TextNormaliser(true);
  private static final int STRIDE = 7;
  private static final String FOLDER = "META-INF/resources/libpython/";

  @Test
  void theNormalFormOfAProgramHasItsSyntaxTree() {
    Map<String, byte[]> files = TestData.pythonFiles("python-resources-25.0.1.jar", FOLDER);
    int compared = 0;
    int seen = 0;
    try (TSParser parser = new TSParser();
        TreeSitterPython language = new TreeSitterPython()) {
      parser.setLanguage(language);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        // A sample: walking a tree costs a hundred times what folding the text does.
        if (seen++ % STRIDE > 0 || file.getValue().length > 100_000) {
          continue;
        }
        String text = new String(file.getValue(), UTF_8).replace("\r\n", "\n");
        List<String> tree = tree(parser, text);
        if (!tree.contains("ERROR")) {
          compared++;
          byte[] form = COMMENTS.normalForm("python", text.getBytes(UTF_8));
          List<String> folded = tree(parser, new String(form, UTF_8));
          // Whole lists would be cut when they are printed.
          int same = mismatch(folded, tree);
          assertThat(around(folded, same)).as(file.getKey()).isEqualTo(around(tree, same));
        }
      }
    }
    System.out.println("syntax trees compared: " + compared + " of " + files.size() + " files");
    assertThat(compared).isGreaterThan(80);
  }

  @Test
  void foldingInTwoStepsIsFoldingInOne() {
    TestData.pythonFiles("jython-standalone-2.7.4.jar", "Lib/")
        .forEach(
            (path, bytes) -> {
              byte[] once = WHITE_SPACE.normalForm("python", bytes);
              assertThat(WHITE_SPACE.normalForm("python", once)).as(path).isEqualTo(once);
              assertThat(COMMENTS.normalForm("python", once))
                  .as(path)
                  .isEqualTo(COMMENTS.normalForm("python", bytes));
            });
  }

  private static int mismatch(List<String> nodes, List<String> other) {
    int same = 0;
    while (same < Math.min(nodes.size(), other.size()) && nodes.get(same).equals(other.get(same))) {
      same++;
    }
    return same;
  }

  private static List<String> around(List<String> nodes, int index) {
    return nodes.subList(Math.max(0, index - 5), Math.min(nodes.size(), index + 5));
  }

  /** Every node's kind, and the text of those without children; comments are left out. */
  private static List<String> tree(TSParser parser, String text) {
    List<String> nodes = new ArrayList<>();
    try (TSTree tree = parser.parseString(null, text)) {
      walk(tree.getRootNode(), text.getBytes(UTF_8), nodes);
    }
    return nodes;
  }

  private static void walk(TSNode node, byte[] utf8, List<String> nodes) {
    String type = node.getType();
    if (type.equals("comment") || type.equals("line_continuation")) {
      return;
    }
    nodes.add(node.isError() || node.isMissing() ? "ERROR" : type);
    if (node.getChildCount() == 0 || type.equals("string_content")) {
      int length = node.getEndByte() - node.getStartByte();
      nodes.add(new String(utf8, node.getStartByte(), length, UTF_8));
      return;
    }
    for (int i = 0; i < node.getChildCount(); i++) {
      walk(node.getChild(i), utf8, nodes);
    }
  }
}
