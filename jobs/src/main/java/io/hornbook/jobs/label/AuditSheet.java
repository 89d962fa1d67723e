package io.hornbook.jobs.label;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import io.hornbook.common.failure.DataException;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The sheet that people judge texts in: CSV (RFC 4180, UTF-8) with a header. The model's score is
 * not on it, so that it leads nobody; a text is cut where spreadsheets cut a cell; what a
 * spreadsheet would take for a formula begins with an apostrophe.
 */
final class AuditSheet {
  static final String HASH = "content_sha256";
  static final String SCORE = "human_score";

  private static final List<String> COLUMNS =
      List.of(HASH, "source", "path", "language", "text", SCORE, "human_note");
  private static final int CELL = 30_000;
  private static final int MAX_SCORE = 5;

  /** A text to judge. */
  record Sheet(String content, String source, String path, String language, String text) {}

  private AuditSheet() {}

  static byte[] write(List<Sheet> rows) {
    StringWriter out = new StringWriter();
    CsvWriterSettings settings = new CsvWriterSettings();
    settings.getFormat().setLineSeparator("\r\n");
    settings.setMaxColumns(COLUMNS.size());
    settings.setNormalizeLineEndingsWithinQuotes(false);
    CsvWriter writer = new CsvWriter(out, settings);
    writer.writeHeaders(COLUMNS);
    for (Sheet row : rows) {
      writer.writeRow(
          row.content(),
          cell(row.source()),
          cell(row.path()),
          cell(row.language()),
          cell(row.text()),
          "",
          "");
    }
    writer.close();
    return out.toString().getBytes(UTF_8);
  }

  private static String cell(String value) {
    if (value == null || value.isEmpty()) {
      return "";
    }
    String shown = "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    return shown.length() <= CELL ? shown : shown.substring(0, CELL) + "\n[... cut here ...]";
  }

  /**
   * The scores on a sheet by content hash, in hex; rows without a score are left out.
   *
   * @throws DataException if the sheet lacks a column, a score is none, or a text stands twice on
   *     it with a score
   */
  static Map<String, Integer> read(String name, byte[] csv) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setMaxCharsPerColumn(-1);
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setDelimiterDetectionEnabled(true, ',', ';', '\t');
    List<String[]> rows =
        new CsvParser(settings).parseAll(new ByteArrayInputStream(csv), UTF_8.name());
    List<String> header = rows.isEmpty() ? List.of() : Arrays.asList(rows.get(0));
    int hash = header.indexOf(HASH);
    int score = header.indexOf(SCORE);
    if (hash < 0 || score < 0) {
      throw new DataException(
          "Cannot read the audit %s: its header is %s (expected columns %s and %s)"
              .formatted(name, header, HASH, SCORE));
    }
    return scores(name, rows.subList(1, rows.size()), hash, score);
  }

  private static Map<String, Integer> scores(
      String name, List<String[]> rows, int hash, int score) {
    Map<String, Integer> scores = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    List<String> faults = new ArrayList<>();
    for (String[] row : rows) {
      String judged = row[score] == null ? "" : row[score].strip();
      if (judged.isEmpty()) {
        continue;
      }
      if (!judged.matches("[0-" + MAX_SCORE + "]") || !seen.add(row[hash])) {
        faults.add(row[hash] + ": " + judged);
      } else {
        scores.put(row[hash], Integer.parseInt(judged));
      }
    }
    if (!faults.isEmpty()) {
      throw new DataException(
          "Cannot read the audit %s: %d scores are none, or of a text that has one already: %s (expected 0 to %d, one a text)"
              .formatted(name, faults.size(), faults.get(0), MAX_SCORE));
    }
    return scores;
  }
}
