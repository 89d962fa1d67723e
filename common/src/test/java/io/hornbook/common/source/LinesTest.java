package io.hornbook.common.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void splitsAsAPlainSplitDoes() throws IOException {
    RandomGenerator random = Seeds.random();
    for (int i = 0; i < 300; i++) {
      String text = text(random);
      int max = 1 + random.nextInt(700);
      List<String> expected = new ArrayList<>();
      int offset = 0;
      for (String line : text.isEmpty() ? new String[0] : text.split("(?<=\n)", -1)) {
        if (!line.isEmpty()) {
          String content = line.replaceFirst("\r?\n$", "");
          boolean whole = content.length() <= max;
          String kept = whole ? content : content.substring(0, Math.min(content.length(), 256));
          expected.add(offset + " " + content.length() + " " + whole + " " + kept.strip());
        }
        offset += line.length();
      }
      assertThat(read(text, max)).isEqualTo(expected);
    }
  }

  /** Lines of up to 600 characters over three, so that endings meet in every way. */
  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int line = random.nextInt(8); line > 0; line--) {
      text.append("a".repeat(random.nextInt(3) * random.nextInt(300)));
      text.append(random.nextBoolean() ? "\n" : "\r\n");
    }
    return text.append("a".repeat(random.nextInt(2) * random.nextInt(600))).toString();
  }

  private static List<String> read(String text, int max) throws IOException {
    Lines lines =
        new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), 0, max);
    List<String> read = new ArrayList<>();
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      String kept = new String(line.bytes(), StandardCharsets.US_ASCII).strip();
      read.add(line.offset() + " " + line.length() + " " + line.whole() + " " + kept);
    }
    return read;
  }

  @Test
  void holdsNoLineOverTheLimit() throws IOException {
    long size = 200_000_000;
    Lines lines = new Lines(new Endless(size), 0, 1_000_000);
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();

    Lines.Line line = lines.next();

    System.gc();
    assertThat(line.length()).isEqualTo(size);
    assertThat(line.bytes()).hasSize(256);
    assertThat(line.whole()).isFalse();
    assertThat(runtime.totalMemory() - runtime.freeMemory() - before).isLessThan(20_000_000);
    assertThat(lines.next()).isNull();
  }

  /** One long line. */
  private static final class Endless extends InputStream {
    private long left;

    Endless(long size) {
      this.left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int count = (int) Math.min(left, length);
      left -= count;
      java.util.Arrays.fill(buffer, offset, offset + count, (byte) 'x');
      return count == 0 ? -1 : count;
    }
  }
}
