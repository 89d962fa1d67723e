package io.hornbook.common.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.document.TextDecoder.Decoded;
import io.hornbook.common.document.TextDecoder.Decoding;
import io.hornbook.common.document.TextDecoder.Undecodable;
import io.hornbook.common.testing.TestData;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextDecoderTest {
  private static final TextDecoder STRICT = new TextDecoder(1_000, Optional.empty());
  private static final TextDecoder LENIENT =
      new TextDecoder(1_000, Optional.of(Charset.forName("windows-1252")));

  @Test
  void readsAnEmptyRecordAsEmptyText() {
    assertThat(text(STRICT, new byte[0])).isEmpty();
  }

  @Test
  void removesOneByteOrderMark() {
    assertThat(text(STRICT, "\uFEFFx = 'é'".getBytes(StandardCharsets.UTF_8))).isEqualTo("x = 'é'");
    assertThat(text(STRICT, "\uFEFF\uFEFFx".getBytes(StandardCharsets.UTF_8))).isEqualTo("\uFEFFx");
    assertThat(text(STRICT, "\uFEFFxé".getBytes(StandardCharsets.UTF_16LE))).isEqualTo("xé");
    assertThat(text(STRICT, "\uFEFFxé".getBytes(StandardCharsets.UTF_16BE))).isEqualTo("xé");
  }

  @Test
  void readsTheEncodingThatAPythonFileDeclares() {
    String first = "# -*- coding: latin-1 -*-\nname = 'Löwis'\n";
    assertThat(text(STRICT, first.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(first);
    String second = "#!/usr/bin/python\r\n# vim: set fileencoding=koi8-r :\r\ns = 'Привет'\r\n";
    assertThat(text(STRICT, second.getBytes(Charset.forName("KOI8-R")))).isEqualTo(second);
  }

  @Test
  void ignoresADeclarationThatPythonWouldIgnore() {
    String third = "#\n#\n# coding: latin-1\ns = 'ö'\n";
    assertThat(reason(STRICT, third.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("not_utf8");
    String afterCode = "import os\n# coding: latin-1\ns = 'ö'\n";
    assertThat(reason(STRICT, afterCode.getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo("not_utf8");
  }

  @Test
  void readsTheEncodingThatAnXmlDeclarationNames() {
    String xml = "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><a>€</a>";
    assertThat(text(STRICT, xml.getBytes(Charset.forName("ISO-8859-15")))).isEqualTo(xml);
  }

  @Test
  void fallsBackToTheConfiguredEncodingAndOtherwiseGivesUp() {
    byte[] bytes = {'s', '=', (byte) 0xE9};
    assertThat(text(LENIENT, bytes)).isEqualTo("s=é");
    assertThat(STRICT.decode(bytes))
        .isEqualTo(
            new Undecodable(
                "not_utf8",
                "Cannot decode the record: it is not UTF-8 (no fallback encoding is set)"));
    // windows-1252 leaves 0x81 undefined: strict decoding never replaces it.
    assertThat(reason(LENIENT, new byte[] {(byte) 0xE9, (byte) 0x81})).isEqualTo("not_utf8");
  }

  @Test
  void survivesADeclarationOfNoEncoding() {
    byte[] bytes = "# coding: ..no such\ns = 'ö'".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(reason(STRICT, bytes)).isEqualTo("not_utf8");
    byte[] lie = "# coding: utf-8\ns = 'ö'".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(text(LENIENT, lie)).endsWith("'ö'");
  }

  @Test
  void takesNulForBinaryData() {
    assertThat(reason(STRICT, new byte[] {'a', 0, 'b'})).isEqualTo("nul_byte");
    assertThat(STRICT.check("ab\0"))
        .isEqualTo(new Undecodable("nul_byte", "Invalid text: a NUL character at character 2"));
  }

  @Test
  void refusesHalfASurrogatePair() {
    assertThat(STRICT.check("a\uD83D\uDE00b")).isInstanceOf(Decoded.class);
    assertThat(STRICT.check("a\uD83Db"))
        .isEqualTo(
            new Undecodable(
                "lone_surrogate", "Invalid text: half a surrogate pair at character 1"));
    assertThat(reason(STRICT.check("\uDE00\uD83D"))).isEqualTo("lone_surrogate");
  }

  @Test
  void countsTheLimitInBytes() {
    assertThat(text(STRICT, new byte[] {'a'})).isEqualTo("a");
    assertThat(STRICT.decode(new byte[1_001]))
        .isEqualTo(
            new Undecodable("too_large", "Invalid record: 1001 bytes (expected at most 1000)"));
    assertThat(STRICT.check("é".repeat(500))).isInstanceOf(Decoded.class);
    assertThat(reason(STRICT.check("é".repeat(501)))).isEqualTo("too_large");
    assertThatThrownBy(() -> new TextDecoder(0, Optional.empty()))
        .hasMessage("Invalid max-record-bytes: 0 (expected at least 1)");
  }

  @Test
  void readsTheSixJythonFilesThatAreNotUtf8() {
    TextDecoder decoder = new TextDecoder(10_000_000, Optional.empty());
    long declared =
        TestData.pythonFiles("jython-standalone-2.7.4.jar", "Lib/").values().stream()
            .map(decoder::decode)
            .filter(
                decoding ->
                    decoding instanceof Undecodable
                        || !((Decoded) decoding).charset().equals(StandardCharsets.UTF_8))
            .count();
    assertThat(declared).isEqualTo(6);
  }

  private static String text(TextDecoder decoder, byte[] bytes) {
    Decoding decoding = decoder.decode(bytes);
    assertThat(decoding).isInstanceOf(Decoded.class);
    return ((Decoded) decoding).text();
  }

  private static String reason(TextDecoder decoder, byte[] bytes) {
    return reason(decoder.decode(bytes));
  }

  private static String reason(Decoding decoding) {
    assertThat(decoding).isInstanceOf(Undecodable.class);
    return ((Undecodable) decoding).reason();
  }
}
