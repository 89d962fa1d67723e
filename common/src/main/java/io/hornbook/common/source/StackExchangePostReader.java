package io.hornbook.common.source;

import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.document.TextDecoder.Decoded;
import io.hornbook.common.document.TextDecoder.Decoding;
import io.hornbook.common.document.TextDecoder.Undecodable;
import io.hornbook.common.source.SourceRecord.Posted;
import io.hornbook.common.source.SourceRecord.Quarantined;
import java.io.IOException;
import java.util.Optional;

/**
 * The questions and answers of a Stack Exchange dump: {@code Posts.xml}, plain or packed ({@code
 * .gz .zst .bz2 .xz}), or the published {@code .7z} that holds it. One {@code <row …/>} a line;
 * each is parsed on its own, so a malformed one costs no other and the limits of an XML parser hold
 * for one row. Posts of other kinds (wikis, nominations) are no records. A file without its closing
 * tag is truncated: one row stands for the rest.
 */
public final class StackExchangePostReader extends RecordReader {
  private static final String POSTS = "Posts.xml";

  private final SourceFile file;
  private final String source;
  private final TextDecoder decoder;
  private final ByteRange range;
  private SevenZipEntry archive;
  private FileLines lines;
  private boolean any;
  private boolean closed;
  private boolean lastTerminated = true;
  private boolean lastQuarantined;
  private boolean finished;

  /**
   * A reader.
   *
   * @param file the dump
   * @param range the part of a plain file whose rows are read; a packed file is read whole
   * @param source the name of the source
   * @param maxRecordBytes the longest row, in bytes
   */
  public StackExchangePostReader(
      SourceFile file, ByteRange range, String source, long maxRecordBytes) {
    this.file = file;
    this.range = range;
    this.source = source;
    this.decoder = new TextDecoder(maxRecordBytes, Optional.empty());
  }

  @Override
  protected SourceRecord advance() {
    while (!finished) {
      SourceRecord record;
      try {
        open();
        Lines.Line line = lines.next();
        record = line == null ? end() : record(line);
      } catch (IOException e) {
        finished = true;
        return damaged(e);
      }
      if (record != null) {
        return record;
      }
    }
    return null;
  }

  private Quarantined damaged(IOException cause) {
    Lines.Line partial = lines == null ? null : lines.partial();
    return partial == null
        ? Quarantined.damaged(source, file.path(), 0, cause, new byte[0])
        : Quarantined.damaged(source, file.path(), partial.offset(), cause, partial.bytes());
  }

  /** The reader of the last line that is not blank says whether the dump ends with its frame. */
  private Quarantined end() throws IOException {
    finished = true;
    boolean mine = any || range.from() == 0;
    boolean told = !lastTerminated && lastQuarantined; // the cut row itself is in quarantine
    return closed || told || !mine || !lines.isEndOfFile()
        ? null
        : Quarantined.of(
            source,
            file.path(),
            lines.partial().offset(),
            Quarantined.TRUNCATED,
            "Cannot read " + file.path() + ": it ends before </posts>",
            new byte[0]);
  }

  private void open() throws IOException {
    if (lines != null) {
      return;
    }
    if (SevenZipEntry.isArchive(file.path())) {
      archive = SevenZipEntry.open(file, POSTS);
      lines = new FileLines(file, archive.content(), decoder.maxBytes());
    } else {
      lines = new FileLines(file, range, decoder.maxBytes());
    }
  }

  /** The record of a line, or {@code null}: the line is none. */
  private SourceRecord record(Lines.Line line) {
    if (line.isBlank()) {
      return null;
    }
    any = true;
    closed = false;
    lastTerminated = line.terminated();
    SourceRecord record = recordOf(line);
    lastQuarantined = record instanceof Quarantined;
    return record;
  }

  private SourceRecord recordOf(Lines.Line line) {
    if (!line.whole()) {
      return undecodable(line, TextDecoder.tooLarge(line.length(), decoder.maxBytes()));
    }
    Decoding decoding = decoder.decode(line.bytes());
    if (!(decoding instanceof Decoded decoded)) {
      return undecodable(line, (Undecodable) decoding);
    }
    String row = decoded.text().strip();
    if (row.startsWith("<row ")) {
      return row(line, row);
    }
    closed = row.equals("</posts>") || row.equals("<posts />") || row.equals("<posts/>");
    boolean frame = closed || row.isEmpty() || row.equals("<posts>") || row.startsWith("<?xml ");
    return frame ? null : malformed(line, "neither a row nor the frame of the dump");
  }

  private SourceRecord row(Lines.Line line, String row) {
    try {
      Post post = PostRow.parse(row, line.offset());
      return post == null ? null : new Posted(post);
    } catch (PostRow.MalformedRowException e) {
      return malformed(line, e.getMessage());
    }
  }

  private Quarantined malformed(Lines.Line line, String why) {
    return Quarantined.of(
        source,
        file.path(),
        line.offset(),
        Quarantined.MALFORMED_ROW,
        "Invalid row: " + why,
        line.bytes());
  }

  private Quarantined undecodable(Lines.Line line, Undecodable why) {
    return Quarantined.of(source, file.path(), line.offset(), why, line.bytes());
  }

  @Override
  public void close() {
    finished = true;
    close(lines);
    close(archive);
  }
}
