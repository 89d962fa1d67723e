package io.hornbook.jobs.takedown;

import io.hornbook.common.optout.DenyEntry;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports for a terminal. */
public final class ReportText {
  private final StringBuilder text = new StringBuilder();

  private ReportText() {}

  /** What is held, document by document and file by file. */
  public static String of(Report report) {
    ReportText all = new ReportText();
    all.line("%,d documents are named by the list or copies of such", report.documents().size());
    report.documents().forEach(all::document);
    all.line(
        "%,d files hold something of them%s",
        report.held().size(), report.held().isEmpty() ? "" : ":");
    report.held().forEach(all::held);
    report.notRewritten().forEach(all::left);
    return all.text.toString();
  }

  /** What was rewritten. */
  public static String of(List<Rewritten> rewritten) {
    ReportText all = new ReportText();
    for (Rewritten table : rewritten) {
      all.line(
          "Rewritten: %s of %s in %s, %,d rows",
          table.table(), table.job(), table.run(), table.rows());
    }
    return all.text.toString();
  }

  private void document(FoundDocument document) {
    String name =
        Stream.of(document.source(), document.repository(), document.path())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    line("  %s  %s", document.id(), name);
    line("    %s%s", document.reason(), document.entry().map(ReportText::entry).orElse(""));
  }

  private static String entry(DenyEntry entry) {
    String request = entry.request() == null ? "" : ", request " + entry.request();
    return ": " + entry.selectors() + request;
  }

  private void held(Held held) {
    line("  %s/%s: %,d rows", held.run(), held.file(), held.rows());
    held.documents().forEach(id -> line("    %s", id));
  }

  private void left(Report.Left left) {
    line(
        "Not rewritten: %,d rows of %s (%s in %s) hold %s",
        left.rows(), left.table(), left.job(), left.run(), left.holds());
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
