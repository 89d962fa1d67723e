package io.hornbook.common.document;

import java.util.HexFormat;

/** Hexadecimal digits of a fixed number of bytes. */
final class Hex {
  private Hex() {}

  static byte[] parse(String what, String hex, int length) {
    try {
      byte[] bytes = HexFormat.of().parseHex(hex);
      if (bytes.length == length) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw invalid(what, hex, length, e);
    }
    throw invalid(what, hex, length, null);
  }

  private static IllegalArgumentException invalid(
      String what, String hex, int length, IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "Invalid " + what + ": " + hex + " (expected " + 2 * length + " hexadecimal digits)",
        cause);
  }
}
