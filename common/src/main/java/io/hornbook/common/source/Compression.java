package io.hornbook.common.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;
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
  /** What a stream may ask for at once, in KiB: eight times the dictionary of {@code xz -9}. */
  static final int MAX_MEMORY_KIB = 512 << 10;

  private static final Pattern PACKED =
      Pattern.compile(".*\\.(gz|bz2|xz|zst|tgz|tbz2|txz|tzst)", Pattern.DOTALL);

  private Compression() {}

  /** Whether a file of that path is packed. */
  static boolean packs(String path) {
    return PACKED.matcher(path.toLowerCase(Locale.ROOT)).matches();
  }

  /** The path of what a single packed file holds: without its ending. */
  static String unpacked(String path) {
    return packs(path) ? path.substring(0, path.lastIndexOf('.')) : path;
  }

  static InputStream unpack(String path, InputStream in) throws IOException {
    if (!packs(path)) {
      return in;
    }
    try {
      return new Salvaged(unpacking(path.toLowerCase(Locale.ROOT), in));
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      throw damage(e);
    }
  }

  private static CompressorInputStream unpacking(String name, InputStream in) throws IOException {
    if (name.endsWith("gz")) {
      return GzipCompressorInputStream.builder()
          .setInputStream(in)
          .setDecompressConcatenated(true)
          .get();
    }
    if (name.endsWith("bz2")) {
      return new BZip2CompressorInputStream(in, true);
    }
    if (name.endsWith("xz")) {
      return XZCompressorInputStream.builder()
          .setInputStream(in)
          .setDecompressConcatenated(true)
          .setMemoryLimitKiB(MAX_MEMORY_KIB)
          .get();
    }
    return new ZstdCompressorInputStream(in);
  }

  /** Damaged input makes libraries stumble in many ways; here it is one. */
  static IOException damage(RuntimeException cause) {
    return new IOException(
        cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
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
      } catch (UncheckedIOException e) {
        throw e;
      } catch (IOException e) {
        return salvage(before, e);
      } catch (RuntimeException e) {
        return salvage(before, damage(e));
      }
    }

    private int salvage(long before, IOException cause) throws IOException {
      failure = cause;
      int salvaged = (int) (unpacked.getBytesRead() - before);
      if (salvaged > 0) {
        return salvaged;
      }
      throw cause;
    }
  }
}
