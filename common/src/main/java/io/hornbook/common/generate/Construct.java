package io.hornbook.common.generate;

import java.util.List;

/**
 * A construct of Python that a solution uses.
 *
 * @param name as a prompt says it
 * @param kinds nodes of tree-sitter's grammar, one of which the function holds; none: anything will
 *     do
 */
public record Construct(String name, List<String> kinds) {
  public Construct {
    kinds = List.copyOf(kinds);
  }
}
