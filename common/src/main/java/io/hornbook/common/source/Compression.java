package io.hornbook.common.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/**
 * Unpacks a stream by the ending of its path: {@code .gz}, {@code .bz2}, {@code .xz}, {@code .zst}
 * (and the short forms {@code .tgz} and so on), several members included; any other ending is the
 * stream itself.
 */
final class Compression {
  private Compression() {}

  static InputStream unpack(String path, InputStream in) throws IOException {
    String name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz") || name.endsWith(".tgz")) {
      return new Salvaged(
          GzipCompressorInputStream.builder()
              .setInputStream(in)
              .setDecompressConcatenated(true)
              .get());
    }
    if (name.endsWith(".bz2") || name.endsWith(".tbz2")) {
      return new Salvaged(new BZip2CompressorInputStream(in, true));
    }
    if (name.endsWith(".xz") || name.endsWith(".txz")) {
      return new Salvaged(
          XZCompressorInputStream.builder()
              .setInputStream(in)
              .setDecompressConcatenated(true)
              .get());
    }
    boolean zstandard = name.endsWith(".zst") || name.endsWith(".tzst");
    return zstandard ? new Salvaged(new ZstdCompressorInputStream(in)) : in;
  }

  /**
   * Delivers what was unpacked before a failure. A decompressor that fails in the middle of a read
   * has already counted the bytes that it wrote, but throws them away with the exception; here they
   * are delivered and the exception is thrown by the next read.
   */
  private static final class Salvaged extends FilterInputStream {
    private final CompressorInputStream unpacked;
    private IOException failure;

    Salvaged(CompressorInputStream unpacked) {
      super(unpacked);
      this.unpacked = unpacked;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int count = read(one, 0, 1);
      return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (failure != null) {
        throw failure;
      }
      long before = unpacked.getBytesRead();
      try {
        return unpacked.read(buffer, offset, length);
      } catch (IOException e) {
        failure = e;
        int salvaged = (int) (unpacked.getBytesRead() - before);
        if (salvaged > 0) {
          return salvaged;
        }
        throw e;
      }
    }
  }
}
