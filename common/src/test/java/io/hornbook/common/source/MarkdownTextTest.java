package io.hornbook.common.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTextTest {
  @Test
  void keepsCodeBlocksVerbatim() {
    String code = "def f(x):\n\n    return x  <  1 &&\t'`'\n";
    String html =
        "<p>Try\n this:</p>\n\n<pre class=\"lang-py\"><code>"
            + code.replace("&", "&amp;").replace("<", "&lt;")
            + "</code></pre>\n<p>Done.</p>";
    assertThat(MarkdownText.of(html)).isEqualTo("Try this:\n\n```\n" + code + "```\n\nDone.");
  }

  @Test
  void fencesCodeThatHoldsAFence() {
    assertThat(MarkdownText.of("<pre><code>```\nx\n```</code></pre>"))
        .isEqualTo("````\n```\nx\n```\n````");
  }

  @Test
  void writesParagraphsEmphasisLinksAndBreaks() {
    assertThat(
            MarkdownText.of(
                "<h2>On <em>it</em></h2><p>A <b>bold</b> <a href=\"u\">link</a>,<br>next</p>"
                    + "loose <code>a`b</code><hr><p><img src=\"i.png\" alt=\"pic\"></p>"))
        .isEqualTo(
            "## On *it*\n\nA **bold** [link](u),\nnext\n\nloose ``a`b``\n\n---\n\n![pic](i.png)");
  }

  @Test
  void writesListsAndQuotations() {
    assertThat(
            MarkdownText.of(
                "<ul><li>one</li><li><p>two</p><ol><li>deep</li></ol></li></ul>"
                    + "<blockquote><p>said</p><p>more</p></blockquote>"))
        .isEqualTo("- one\n- two\n\n  1. deep\n\n> said\n>\n> more");
  }

  @Test
  void writesTablesAsRows() {
    assertThat(
            MarkdownText.of(
                "<table><thead><tr><th>a</th><th>b</th></tr></thead>"
                    + "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"))
        .isEqualTo("| a | b |\n| 1 | 2 |");
  }

  @Test
  void survivesAnyNesting() {
    assertThat(MarkdownText.of("<blockquote>".repeat(20_000) + "deep")).contains("deep");
    assertThat(MarkdownText.of("<b>".repeat(20_000) + "deep")).contains("deep");
    assertThat(MarkdownText.of("<ul><li>".repeat(5_000) + "deep")).contains("deep");
    assertThat(MarkdownText.of("")).isEmpty();
  }
}
