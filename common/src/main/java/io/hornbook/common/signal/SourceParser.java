package io.hornbook.common.signal;

import java.util.Optional;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSLanguage;
import org.treesitter.TSParser;
import org.treesitter.TSTree;

/**
 * Tree-sitter's parser of one language with its native memory: for one thread, to be closed, as is
 * every tree that it gives (the garbage collector does not see native memory).
 */
public final class SourceParser implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  /** Of 32,000 files of Python, C, C++, Java and JavaScript none needs 16 before its share. */
  private static final long FIRST_STEPS = 32;

  private final TSParser parser = new TSParser();
  private final TSLanguage language;
  private final byte[] buffer = new byte[BUFFER];
  private final long stepsPerKb;

  /**
   * A parser.
   *
   * @param language closed with it
   * @param stepsPerKb the limit of {@link MeasureLimits#parseStepsPerKb}
   */
  public SourceParser(TSLanguage language, long stepsPerKb) {
    this.language = language;
    this.stepsPerKb = stepsPerKb;
    parser.setLanguage(language);
  }

  /** The tree of a text in valid UTF-8, or nothing when the parser takes too many steps. */
  public Optional<TSTree> parse(byte[] utf8) {
    long[] steps = {0};
    TSTree tree =
        parser.parseWithOptions(
            buffer,
            null,
            (target, offset, point) -> read(utf8, target, offset),
            TSInputEncoding.TSInputEncodingUTF8,
            state -> ++steps[0] > FIRST_STEPS + stepsPerKb * state.getCurrentByteOffset() / 1000);
    if (tree == null) {
      parser.reset();
    }
    return Optional.ofNullable(tree);
  }

  private static int read(byte[] utf8, byte[] target, int offset) {
    int length = Math.max(0, Math.min(utf8.length - offset, target.length));
    System.arraycopy(utf8, Math.min(offset, utf8.length), target, 0, length);
    return length;
  }

  @Override
  public void close() {
    parser.close();
    language.close();
  }
}
