package io.hornbook.jobs.explain;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;

/** What tells a document from its survivor, as a unified diff of bounded size. */
final class TextDiff {
  /** As many as fit on a screen or two. */
  static final int MOST_LINES = 80;

  /** Comparing takes time in the product of the lines and of those that differ. */
  static final int MOST_COMPARED = 5_000;

  private static final int CONTEXT = 3;
  private static final int WIDTH = 160;

  private TextDiff() {}

  /**
   * The lines of the diff: at most {@value #MOST_LINES}, and one that says how many more there are.
   *
   * @param from name and text of the survivor
   * @param to name and text of the document that it stands for
   */
  static List<String> of(Named from, Named to) {
    List<String> before = from.text.lines().toList();
    List<String> after = to.text.lines().toList();
    if (Math.max(before.size(), after.size()) > MOST_COMPARED) {
      return List.of(
          "(not compared: %d and %d lines, more than %d)"
              .formatted(before.size(), after.size(), MOST_COMPARED));
    }
    Patch<String> patch = DiffUtils.diff(before, after, new MyersDiffWithLinearSpace<>());
    if (patch.getDeltas().isEmpty()) {
      return List.of("(no line differs: line ends alone do)");
    }
    List<String> diff =
        UnifiedDiffUtils.generateUnifiedDiff(from.name, to.name, before, patch, CONTEXT);
    return bounded(removalsFirst(diff));
  }

  /** Within a run of changed lines the order is free; the algorithm may give additions first. */
  private static List<String> removalsFirst(List<String> diff) {
    List<String> ordered = new ArrayList<>();
    List<String> added = new ArrayList<>();
    for (String line : diff) {
      if (line.startsWith("+") && ordered.size() > 1) {
        added.add(line);
      } else {
        if (!line.startsWith("-")) {
          ordered.addAll(added);
          added.clear();
        }
        ordered.add(line);
      }
    }
    ordered.addAll(added);
    return ordered;
  }

  private static List<String> bounded(List<String> diff) {
    List<String> lines = new ArrayList<>();
    for (String line : diff.subList(0, Math.min(diff.size(), MOST_LINES))) {
      lines.add(line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…");
    }
    if (diff.size() > MOST_LINES) {
      lines.add("(%d more lines)".formatted(diff.size() - MOST_LINES));
    }
    return lines;
  }

  /** A text and what it is called in the diff's head. */
  record Named(String name, String text) {}
}
