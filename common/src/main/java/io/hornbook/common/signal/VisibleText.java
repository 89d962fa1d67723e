package io.hornbook.common.signal;

import org.jsoup.Jsoup;

/** The text of an HTML page that its reader sees. */
final class VisibleText {
  private VisibleText() {}

  static long characters(String html) {
    String visible = Jsoup.parse(html).text();
    return visible.codePointCount(0, visible.length());
  }
}
