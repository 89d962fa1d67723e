package io.hornbook.common.bench;

import io.hornbook.common.testing.TestData;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What kernels are measured on: the standard library of Python 3.12, file after file. */
@State(Scope.Thread)
public class Texts {
  private byte[][] texts;
  private int next;

  /** MB (of 1,000,000 bytes) of text read. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Volume {
    public double megabytes;
  }

  @Setup
  public void read() {
    texts =
        TestData.pythonFiles("python-resources-25.0.1.jar", "META-INF/resources/libpython/")
            .values()
            .toArray(new byte[0][]);
  }

  /** The next file, added to the volume. */
  public byte[] next(Volume volume) {
    next = next + 1 == texts.length ? 0 : next + 1;
    volume.megabytes += texts[next].length / 1e6;
    return texts[next];
  }
}
