package io.hornbook.common.contamination;

import java.util.ArrayList;
import java.util.List;

/** The code within a text in Markdown: what stands between fences of three or more marks. */
final class CodeBlocks {
  private static final int FENCE = 3;

  /** A stretch of a text, in bytes. */
  record Block(int start, int end) {}

  private CodeBlocks() {}

  /** The blocks, in order, without their fences; an open one ends with the text. */
  static List<Block> of(byte[] utf8) {
    List<Block> blocks = new ArrayList<>();
    int start = -1;
    byte mark = 0;
    int line = 0;
    while (line < utf8.length) {
      int end = endOfLine(utf8, line);
      byte fence = fence(utf8, line, end);
      if (start < 0 && fence != 0) {
        mark = fence;
        start = Math.min(end + 1, utf8.length);
      } else if (start >= 0 && fence == mark) {
        blocks.add(new Block(start, line));
        start = -1;
      }
      line = end + 1;
    }
    if (start >= 0 && start < utf8.length) {
      blocks.add(new Block(start, utf8.length));
    }
    return blocks;
  }

  private static int endOfLine(byte[] utf8, int from) {
    int end = from;
    while (end < utf8.length && utf8[end] != '\n') {
      end++;
    }
    return end;
  }

  /** The mark of a line that is a fence, or 0. */
  private static byte fence(byte[] utf8, int line, int end) {
    int at = line;
    while (at < end && utf8[at] == ' ') {
      at++;
    }
    if (at == end || (utf8[at] != '`' && utf8[at] != '~')) {
      return 0;
    }
    int marks = at;
    while (marks < end && utf8[marks] == utf8[at]) {
      marks++;
    }
    return marks - at >= FENCE ? utf8[at] : 0;
  }
}
