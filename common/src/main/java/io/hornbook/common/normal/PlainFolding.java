package io.hornbook.common.normal;

/** The normal form of a text whose strings cannot be told from the rest. */
final class PlainFolding {
  private PlainFolding() {}

  static byte[] form(byte[] text) {
    FormBytes form = new FormBytes(text.length);
    int lineEnds = 0;
    int line = 0;
    while (line < text.length) {
      int end = FormBytes.lineEnd(text, line);
      int visible = end;
      while (visible > line && FormBytes.isBlank(text[visible - 1])) {
        visible--;
      }
      if (visible > line) {
        for (; lineEnds > 0 && form.length() > 0; lineEnds--) {
          form.put((byte) '\n');
        }
        for (int i = line; i < visible; i++) {
          form.put(text[i]);
        }
        lineEnds = 0;
      }
      lineEnds++;
      line = FormBytes.afterLineEnd(text, end);
    }
    return form.bytes();
  }
}
