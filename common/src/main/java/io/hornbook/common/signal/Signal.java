package io.hornbook.common.signal;

import static io.hornbook.common.signal.SignalType.COUNT;
import static io.hornbook.common.signal.SignalType.FLAG;
import static io.hornbook.common.signal.SignalType.NAME;
import static io.hornbook.common.signal.SignalType.NUMBER;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The registry of signals: the columns of the signals table, in column order, each with its
 * definition, unit, range and source. The table's schema and {@code SIGNALS.md} are generated from
 * it. A signal whose definition changes gets the next version, hence another column.
 *
 * <p>A character is a Unicode code point. A line ends at LF, CR LF or CR; what follows the last of
 * them is a line when it is not empty. A value is null where the definition says so, or where the
 * text's language is not one that the signal applies to.
 */
public enum Signal {
  CHARACTER_COUNT(
      SignalGroup.CHARACTERS,
      1,
      COUNT,
      "characters",
      "≥ 0",
      "Code points of the text.",
      "The size rule of StarCoder."),
  LINE_COUNT(
      SignalGroup.CHARACTERS,
      1,
      COUNT,
      "lines",
      "≥ 0",
      "Lines of the text.",
      "The Stack, arXiv 2211.15533."),
  LONGEST_LINE(
      SignalGroup.CHARACTERS,
      1,
      COUNT,
      "characters",
      "≥ 0",
      "Characters of the longest line without its end; 0 for the empty text.",
      "Codex, arXiv 2107.03374: longest line > 1000."),
  MEAN_LINE(
      SignalGroup.CHARACTERS,
      1,
      NUMBER,
      "characters a line",
      "≥ 0",
      "Characters of all lines without their ends, divided by line_count; null without a line.",
      "Codex, arXiv 2107.03374: mean line > 100."),
  ALPHANUMERIC_SHARE(
      SignalGroup.CHARACTERS,
      1,
      NUMBER,
      "share of characters",
      "0–1",
      "Letters and digits (Unicode) among all characters; null for the empty text.",
      "CodeParrot and StarCoder, arXiv 2305.06161: below 0.25."),
  ALPHABETIC_SHARE(
      SignalGroup.CHARACTERS,
      1,
      NUMBER,
      "share of characters",
      "0–1",
      "Letters (Unicode) among all characters; null for the empty text.",
      "StarCoder, arXiv 2305.06161: below 0.25, JSON and YAML below 0.5."),
  DIGIT_SHARE(
      SignalGroup.CHARACTERS,
      1,
      NUMBER,
      "share of characters",
      "0–1",
      "Decimal digits (Unicode) among all characters; null for the empty text.",
      "OpenCoder, arXiv 2411.04905: above 0.2."),
  WHITESPACE_SHARE(
      SignalGroup.CHARACTERS,
      1,
      NUMBER,
      "share of characters",
      "0–1",
      "White space (Java's, and the space separators of Unicode) among all characters; null for the"
          + " empty text.",
      "OpenCoder, arXiv 2411.04905."),
  REPLACEMENT_SHARE(
      SignalGroup.CHARACTERS,
      1,
      NUMBER,
      "share of characters",
      "0–1",
      "U+FFFD, which stands for what could not be decoded, among all characters; null for"
          + " the empty text.",
      "OpenCoder, arXiv 2411.04905: above 0.01."),
  DUPLICATE_LINE_SHARE(
      SignalGroup.LINES,
      1,
      NUMBER,
      "share of lines",
      "0–1",
      "Lines that repeat an earlier one, among the lines that are not blank, compared without ASCII"
          + " white space at both ends; null where every line is blank.",
      "Gopher, arXiv 2112.11446; OpenCoder: above 0.7."),
  WORD_COUNT(
      SignalGroup.WORDS,
      1,
      COUNT,
      "words",
      "≥ 0",
      "Maximal runs of ASCII letters, digits, underscores and characters beyond ASCII; null above"
          + " the parse limit.",
      "OpenCoder, arXiv 2411.04905: fewer than 10 in Python."),
  MEAN_WORD(
      SignalGroup.WORDS,
      1,
      NUMBER,
      "characters a word",
      "≥ 1",
      "Characters of all words divided by word_count; null without a word and above the parse limit.",
      "Gopher, arXiv 2112.11446; OpenCoder: outside 2–10."),
  LONG_WORD_SHARE(
      SignalGroup.WORDS,
      1,
      NUMBER,
      "share of characters",
      "0–1",
      "Characters in words of more than 30 characters, among those of all words; null"
          + " without a word.",
      "OpenCoder, arXiv 2411.04905: above 0.4."),
  DUPLICATE_5GRAM_SHARE(
      SignalGroup.WORDS,
      1,
      NUMBER,
      "share of words",
      "0–1",
      "Words that some run of five words covers that stands earlier in the text too,"
          + " whatever the case of ASCII letters, among all words; null with fewer than five and above the parse limit.",
      "Gopher, arXiv 2112.11446 (there in characters); OpenCoder: above 0.8."),
  DUPLICATE_10GRAM_SHARE(
      SignalGroup.WORDS,
      1,
      NUMBER,
      "share of words",
      "0–1",
      "As duplicate_5gram_share with runs of ten; null with fewer than ten words and above the parse limit.",
      "Gopher, arXiv 2112.11446; OpenCoder: above 0.6."),
  BASE64_SHARE(
      SignalGroup.ENCODED,
      1,
      NUMBER,
      "share of characters",
      "0–1",
      "Characters in runs of at least 64 of A–Z a–z 0–9 + / that hold an upper-case letter, a"
          + " lower-case letter and a digit, with up to two = after each; null for the empty text.",
      "StarCoder 2, arXiv 2402.19173: encoded data above 0.5."),
  HEX_SHARE(
      SignalGroup.ENCODED,
      1,
      NUMBER,
      "share of characters",
      "0–1",
      "Characters in runs of hexadecimal data: at least eight bytes written as 0x or \\x"
          + " and two digits, with nothing but commas and white space between, or at least 129"
          + " digits side by side, longer than any digest; null for the empty text.",
      "StarCoder 2, arXiv 2402.19173: encoded data above 0.5."),
  ESCAPE_SHARE(
      SignalGroup.ENCODED,
      1,
      NUMBER,
      "share of characters",
      "0–1",
      "Characters in runs of at least eight \\u and four hexadecimal digits; null for the"
          + " empty text.",
      "StarCoder 2, arXiv 2402.19173: encoded data above 0.5."),
  LONGEST_ENCODED(
      SignalGroup.ENCODED,
      1,
      COUNT,
      "characters",
      "≥ 0",
      "Characters of the longest run that base64_share, hex_share or escape_share counts.",
      "StarCoder 2, arXiv 2402.19173: above 1024."),
  XML_HEADER(
      SignalGroup.MARKERS,
      1,
      FLAG,
      "",
      "",
      "\"<?xml version=\" begins and ends in the first 100 characters.",
      "StarCoder, arXiv 2305.06161."),
  AUTOGENERATED(
      SignalGroup.MARKERS,
      1,
      FLAG,
      "",
      "",
      "One of the markers of autogenerated-markers.txt stands in the first five lines (at most"
          + " their first 4096 bytes), whatever its case.",
      "StarCoder 2, arXiv 2402.19173; CodeParrot."),
  MINIFIED(
      SignalGroup.MARKERS,
      1,
      FLAG,
      "",
      "",
      "The file is minified: its name ends in .min or -min before the extension, or its"
          + " lines have more than 110 characters on average. JavaScript and CSS; null for other"
          + " languages and for a text without a line.",
      "github-linguist, lib/linguist/generated.rb."),
  VENDORED(
      SignalGroup.ORIGIN,
      1,
      FLAG,
      "",
      "",
      "The path matches a pattern of vendored-paths.txt: code of others, kept in the repository.",
      "github-linguist, lib/linguist/vendor.yml."),
  TEST_PATH(
      SignalGroup.ORIGIN,
      1,
      FLAG,
      "",
      "",
      "The path matches a pattern of test-paths.txt: a test, or its data.",
      "The conventions of pytest, JUnit, Go, Jest, RSpec and Cargo."),
  DECLARED_LICENCE(
      SignalGroup.ORIGIN,
      1,
      NAME,
      "SPDX expression",
      "",
      "The licences that the source gives for the document, joined by AND; what is no SPDX"
          + " expression becomes a LicenseRef. Null where none is known.",
      "SPDX 2.3, annex D."),
  HEADER_LICENCE(
      SignalGroup.ORIGIN,
      1,
      NAME,
      "SPDX expression",
      "",
      "The licence of the first comments of the file: its SPDX-License-Identifier, else"
          + " the licence whose words (licence-texts.yaml) stand there. Null where neither is"
          + " found.",
      "SPDX 2.3, annex E; REUSE."),
  LICENCE_HEADER_CHARACTERS(
      SignalGroup.ORIGIN,
      1,
      COUNT,
      "characters",
      "≥ 0",
      "Characters of the comment at the beginning of the file that states its licence or"
          + " copyright; a shebang, an encoding declaration, an #include and comments about other"
          + " things are no part of it.",
      "The Stack, arXiv 2211.15533."),
  VISIBLE_TEXT_CHARACTERS(
      SignalGroup.HTML,
      1,
      COUNT,
      "characters",
      "≥ 0",
      "Characters of the text that a reader of an HTML page sees, white space folded; html only,"
          + " null above the parse limit.",
      "StarCoder, arXiv 2305.06161: below 100."),
  VISIBLE_TEXT_SHARE(
      SignalGroup.HTML,
      1,
      NUMBER,
      "share of characters",
      "0–1",
      "visible_text_characters divided by character_count; html only, null for the empty text and"
          + " above the parse limit.",
      "StarCoder, arXiv 2305.06161: below 0.2."),
  TOKENS(
      SignalGroup.TOKENS,
      1,
      COUNT,
      "tokens",
      "≥ 0",
      "Tokens of OpenAI's p50k_base, special tokens read as plain text. A stretch of 256 KiB"
          + " without a line break between two characters that are not white space is cut there.",
      "jtokkit; phi-1's tokenizer (CodeGen's) has the same design."),
  CHARACTERS_PER_TOKEN(
      SignalGroup.TOKENS,
      1,
      NUMBER,
      "characters a token",
      "> 0",
      "character_count divided by tokens; null without a token.",
      "CodeParrot; SantaCoder, arXiv 2301.03988: Python below 2.5, by its own tokenizer."),
  COMMENT_SHARE(
      SignalGroup.TREE,
      1,
      NUMBER,
      "share of characters",
      "0–1",
      "Characters in comments as the parser sees them, without the line ends; a shebang and an"
          + " encoding declaration (PEP 263) are no comments, nor what docstring_share counts."
          + " Python, Java, JavaScript, TypeScript (with TSX), C, C++, Go, Rust; null for the"
          + " empty text and where the parser's limits stop it.",
      "StarCoder, arXiv 2305.06161."),
  DOCSTRING_SHARE(
      SignalGroup.TREE,
      1,
      NUMBER,
      "share of characters",
      "0–1",
      "Characters in docstrings: a string, quotes included, that is the first statement of a"
          + " module, class or function (Python); a comment that begins with /** (not in Go), or"
          + " with /*!, /// or //! (C, C++, Rust); in Go the comments that end on the line before"
          + " a function. The languages of comment_share; null as there.",
      "PEP 257; StarCoder, arXiv 2305.06161."),
  COMMENTARY_SHARE(
      SignalGroup.TREE,
      1,
      NUMBER,
      "share of characters",
      "0–1",
      "comment_share and docstring_share together. The languages of comment_share; null as there.",
      "StarCoder, arXiv 2305.06161: outside 0.01–0.8."),
  PARSE_ERRORS_PER_KB(
      SignalGroup.TREE,
      1,
      NUMBER,
      "errors a 1000 bytes",
      "≥ 0",
      "Error and missing nodes of tree-sitter's tree, and in Python constructs that Python"
          + " 3 rejects, for each 1000 bytes of the text. The languages of comment_share; null as"
          + " there.",
      "OpenCoder, arXiv 2411.04905 (parse failure)."),
  PARSES(
      SignalGroup.TREE,
      1,
      FLAG,
      "",
      "",
      "No error as counted by parse_errors_per_kb, and in Python no NUL: it parses as"
          + " Python 3. In C and C++ a macro that the parser does not know may count as an error."
          + " The languages of comment_share; null where the parser's limits stop it.",
      "OpenCoder, arXiv 2411.04905."),
  FUNCTION_COUNT(
      SignalGroup.TREE,
      1,
      COUNT,
      "functions",
      "≥ 0",
      "Functions, methods and constructors that are defined under a name; in JavaScript"
          + " and TypeScript those bound to one too. The languages of comment_share; null where"
          + " the parser's limits stop it.",
      "OpenCoder, arXiv 2411.04905."),
  DOCUMENTED_FUNCTION_SHARE(
      SignalGroup.TREE,
      1,
      NUMBER,
      "share of functions",
      "0–1",
      "Functions with a docstring (Python) or directly after a comment that"
          + " docstring_share counts; null without a function.",
      "CodeSearchNet, arXiv 1909.09436."),
  MEAN_COMPLEXITY(
      SignalGroup.TREE,
      1,
      NUMBER,
      "decisions a function",
      "≥ 1",
      "Cyclomatic complexity, as a mean of all functions: one more than the decisions in"
          + " it (conditional statements and expressions, loops, cases but not default, handlers"
          + " of exceptions, clauses of comprehensions; boolean operators are not counted), those"
          + " of a function inside it left out; null without a function. The languages of"
          + " comment_share.",
      "McCabe 1976, doi:10.1109/TSE.1976.233837."),
  LARGEST_COMPLEXITY(
      SignalGroup.TREE,
      1,
      COUNT,
      "decisions a function",
      "≥ 1",
      "Cyclomatic complexity of the most complex function, as mean_complexity; null"
          + " without a function.",
      "McCabe 1976, doi:10.1109/TSE.1976.233837."),
  LONGEST_STRING(
      SignalGroup.TREE,
      1,
      COUNT,
      "characters",
      "≥ 0",
      "Characters of the longest string literal with its quotes, strings that are"
          + " statements of their own left out. The languages of comment_share.",
      "OpenCoder, arXiv 2411.04905 (long strings)."),
  COMMENT_LANGUAGE(
      SignalGroup.TREE,
      1,
      NAME,
      "ISO 639-1",
      "",
      "The natural language of comments and docstrings, by script and function words, as"
          + " NaturalLanguage defines; null where it is not clear. The languages of comment_share.",
      "The Stack v2, arXiv 2402.19173 (natural language of comments)."),
  IMPORT_LINE_SHARE(
      SignalGroup.TREE,
      1,
      NUMBER,
      "share of lines",
      "0–1",
      "Lines on which an import, include, use, package or extern crate statement stands,"
          + " among the lines that are not blank. The languages of comment_share; null without"
          + " such a line and where the parser's limits stop it.",
      "OpenCoder, arXiv 2411.04905: above 0.3."),
  ASSERT_LINE_SHARE(
      SignalGroup.TREE,
      1,
      NUMBER,
      "share of lines",
      "0–1",
      "Lines on which an assert statement begins. Python; null as import_line_share.",
      "OpenCoder, arXiv 2411.04905: above 0.4."),
  PRINT_LINE_SHARE(
      SignalGroup.TREE,
      1,
      NUMBER,
      "share of lines",
      "0–1",
      "Lines on which a call of print or a print statement begins. Python; null as"
          + " import_line_share.",
      "OpenCoder, arXiv 2411.04905: above 0.4."),
  PASS_LINE_SHARE(
      SignalGroup.TREE,
      1,
      NUMBER,
      "share of lines",
      "0–1",
      "Lines on which a pass statement begins. Python; null as import_line_share.",
      "OpenCoder, arXiv 2411.04905: above 0.05.");

  private final SignalGroup group;
  private final int version;
  private final SignalType type;
  private final String unit;
  private final String range;
  private final String definition;
  private final String source;

  Signal(
      SignalGroup group,
      int version,
      SignalType type,
      String unit,
      String range,
      String definition,
      String source) {
    this.group = group;
    this.version = version;
    this.type = type;
    this.unit = unit;
    this.range = range;
    this.definition = definition;
    this.source = source;
  }

  /** The name of the column: the signal's name and version, such as {@code line_count_v1}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT) + "_v" + version;
  }

  /** The signal of a column, or nothing. */
  public static Optional<Signal> ofColumn(String column) {
    return Arrays.stream(values()).filter(signal -> signal.column().equals(column)).findFirst();
  }

  /** The columns of all signals, in the table's order. */
  public static List<String> columns() {
    return Arrays.stream(values()).map(Signal::column).toList();
  }

  /** What is measured together with it. */
  public SignalGroup group() {
    return group;
  }

  /** Whether the values are SPDX expressions. */
  public boolean holdsLicence() {
    return this == DECLARED_LICENCE || this == HEADER_LICENCE;
  }

  /** What the values are. */
  public SignalType type() {
    return type;
  }

  /** What is counted, or divided by what; empty for a flag. */
  public String unit() {
    return unit;
  }

  /** Where the values lie; empty for a flag. */
  public String range() {
    return range;
  }

  /** What the signal measures, and when it is null. */
  public String definition() {
    return definition;
  }

  /** Where the signal comes from, with the threshold that is used there. */
  public String source() {
    return source;
  }
}
