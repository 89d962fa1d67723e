package io.hornbook.common.contamination;

import io.hornbook.common.ast.FunctionRange;
import io.hornbook.common.ngram.FieldMatch;
import io.hornbook.common.ngram.Findings;
import io.hornbook.common.ngram.ItemMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one document has of the items, before it is known which n-grams are idioms.
 *
 * @param text what was found in its text
 * @param functions what was found in its functions: at most one match an item
 * @param cuts for the matches that can be cut out of the document what must go for that
 */
public record DocumentFindings(
    Findings text, List<ItemMatch> functions, Map<ItemMatch, FunctionRange> cuts) {
  public DocumentFindings {
    functions = List.copyOf(functions);
    cuts = Map.copyOf(cuts);
  }

  /** Whether there is nothing at all. */
  public boolean isEmpty() {
    return functions.isEmpty()
        && text.exact().isEmpty()
        && text.ngrams().isEmpty()
        && text.unexplained().length == 0;
  }

  /** What must go so that the match goes; nothing where the whole document must. */
  public Optional<FunctionRange> cut(ItemMatch match) {
    return Optional.ofNullable(cuts.get(match));
  }

  /** All matches of all methods. */
  static List<ItemMatch> matches(Findings text, List<ItemMatch> functions) {
    List<ItemMatch> all = new ArrayList<>(text.exact());
    text.ngrams().stream().map(FieldMatch::match).forEach(all::add);
    all.addAll(functions);
    return all;
  }
}
