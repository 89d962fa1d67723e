package io.hornbook.jobs.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Codecs that unpack no page over a limit: the header of a page is covered by no checksum, and what
 * it claims is allocated.
 *
 * @param codecs that do the work
 * @param maxPageBytes the most that a page may take, unpacked
 */
record BoundedCodecs(CompressionCodecFactory codecs, long maxPageBytes)
    implements CompressionCodecFactory {
  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    return codecs.getCompressor(name);
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return new Bounded(codecs.getDecompressor(name), maxPageBytes);
  }

  @Override
  public void release() {
    codecs.release();
  }

  private record Bounded(BytesInputDecompressor codec, long maxPageBytes)
      implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
      check(size);
      return codec.decompress(packed, size);
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer page, int size)
        throws IOException {
      check(size);
      codec.decompress(packed, packedSize, page, size);
    }

    private void check(int size) throws IOException {
      if (size < 0 || size > maxPageBytes) {
        throw new IOException(
            "a page claims %d bytes (expected 0 to %d)".formatted(size, maxPageBytes));
      }
    }

    @Override
    public void release() {
      codec.release();
    }
  }
}
