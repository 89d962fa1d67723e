package io.hornbook.common.ast;

import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.benchmark.PromptParts;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The function of an item that is looked for.
 *
 * @param item the item
 * @param tree its function; offsets are into the item's text
 */
record ItemTree(BenchmarkItem item, FunctionTree tree) implements Serializable {

  /**
   * The function that the entry point names, else the one with the largest tree; nothing when the
   * item has no solution or defines no function.
   */
  static Optional<ItemTree> of(BenchmarkItem item, FunctionReader reader) {
    if (!item.hasSolution()) {
      return Optional.empty();
    }
    boolean continues = PromptParts.of(item.prompt(), item.entryPoint()).isPresent();
    String code = continues ? item.textBeforeTests() : item.solution();
    int offset = continues ? 0 : utf8(item.textBeforeSolution()).length;
    byte[] bytes = utf8(code);
    List<FunctionTree> functions = reader.functions(bytes);
    Optional<FunctionTree> named =
        item.entryPoint().isBlank()
            ? Optional.empty()
            : functions.stream().filter(f -> names(bytes, f, item.entryPoint())).findFirst();
    return named
        .or(() -> functions.stream().max(Comparator.comparingInt(FunctionTree::weight)))
        .map(tree -> new ItemTree(item, moved(tree, offset)));
  }

  private static boolean names(byte[] text, FunctionTree function, String name) {
    String head =
        new String(
            text,
            function.start(),
            Math.min(function.end() - function.start(), 2 * name.length() + 64),
            StandardCharsets.UTF_8);
    return Pattern.compile("^[^({]*\\b" + Pattern.quote(name) + "\\b").matcher(head).find();
  }

  private static FunctionTree moved(FunctionTree tree, int offset) {
    return new FunctionTree(
        tree.symbols(), tree.weight(), tree.details(), tree.start() + offset, tree.end() + offset);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
