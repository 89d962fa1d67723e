package io.hornbook.common.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.TestData;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Golden counts, taken beside CPython 3.11's {@code ast.parse} on the same 2,142 files: it agrees
 * on all but nine. Four are of Python 3.12's syntax; five hold no error but {@code print >>file,
 * …}, which Python 3 parses as a shift and which counts here as the Python 2 statement that it is.
 */
final class PythonAgreementTest {
  private static SignalMeter meter;

  @BeforeAll
  static void open() {
    meter = new SignalMeter(new MeasureLimits(1 << 21, 32));
  }

  @AfterAll
  static void close() {
    meter.close();
  }

  @Test
  void everyFileOfPython311And312Parses() {
    assertThat(broken("python-resources-24.2.2.jar", "META-INF/resources/libpython/")).isZero();
    assertThat(broken("python-resources-25.0.1.jar", "META-INF/resources/libpython/")).isZero();
  }

  @Test
  void twoHundredAndFortySevenFilesOfPython27DoNot() {
    assertThat(broken("jython-standalone-2.7.4.jar", "Lib/")).isEqualTo(247);
  }

  private static long broken(String jar, String folder) {
    Map<String, byte[]> files = TestData.pythonFiles(jar, folder);
    assertThat(files).hasSizeGreaterThan(600);
    return files.values().stream()
        .filter(
            file ->
                !meter
                    .measure(Subject.of(decoded(file), "python"))
                    .flag(Signal.PARSES)
                    .orElseThrow())
        .count();
  }

  private static SourceText decoded(byte[] file) {
    try {
      return SourceText.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString());
    } catch (CharacterCodingException e) {
      return SourceText.of(new String(file, StandardCharsets.ISO_8859_1));
    }
  }
}
