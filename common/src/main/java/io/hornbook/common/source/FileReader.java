package io.hornbook.common.source;

import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.document.TextDecoder.Decoded;
import io.hornbook.common.document.TextDecoder.Decoding;
import io.hornbook.common.document.TextDecoder.Undecodable;
import io.hornbook.common.source.SourceRecord.Quarantined;
import java.io.IOException;
import java.io.InputStream;

/** A file that is one document. An empty file is a document with an empty text. */
public final class FileReader extends RecordReader {
  private final SourceFile file;
  private final Defaults defaults;
  private final TextDecoder decoder;
  private boolean read;

  public FileReader(SourceFile file, Defaults defaults, TextDecoder decoder) {
    this.file = file;
    this.defaults = defaults;
    this.decoder = decoder;
  }

  @Override
  protected SourceRecord advance() {
    if (read) {
      return null;
    }
    read = true;
    String path = file.path();
    try (InputStream in = Compression.unpack(path, Storage.open(file))) {
      return Content.read(in, decoder.maxBytes())
          .record(defaults, decoder, Compression.unpacked(path), path, 0);
    } catch (IOException e) {
      return Quarantined.damaged(defaults.source(), path, 0, e, new byte[0]);
    }
  }

  @Override
  public void close() {
    // The file is open only while it is read.
  }

  /**
   * The bytes of one file or entry.
   *
   * @param bytes all of them, or the head of a record over the limit
   * @param whole whether they are all
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed from the stream to the decoder.
  record Content(byte[] bytes, boolean whole) {
    static Content read(InputStream in, long maxBytes) throws IOException {
      byte[] bytes = in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
      return new Content(bytes, bytes.length <= maxBytes);
    }

    SourceRecord record(
        Defaults defaults, TextDecoder decoder, String path, String origin, long offset) {
      if (!whole) {
        Undecodable tooLarge =
            new Undecodable(
                Undecodable.TOO_LARGE,
                "Invalid record: more than " + decoder.maxBytes() + " bytes");
        return Quarantined.of(defaults.source(), origin, offset, tooLarge, bytes);
      }
      Decoding decoding = decoder.decode(bytes);
      if (decoding instanceof Decoded decoded) {
        return new SourceRecord.Read(defaults.document(path, decoded.text(), bytes));
      }
      Undecodable why = (Undecodable) decoding;
      return Quarantined.of(defaults.source(), origin, offset, why, bytes);
    }
  }
}
