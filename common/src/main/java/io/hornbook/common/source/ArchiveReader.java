package io.hornbook.common.source;

import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.source.FileReader.Content;
import io.hornbook.common.source.SourceRecord.Quarantined;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The files of an archive: zip, jar and whl by their directory, tar (plain or {@code .gz .bz2 .xz
 * .zst}) as a stream. Directories and links are no records, nor are entries that the filter leaves
 * out.
 *
 * <p>The path of a document is that of its entry below the root; its repository, unless the config
 * names one, is the path of the archive. A zip without a readable directory (a truncated download)
 * is read as a stream: its earlier entries are documents, and one quarantine row says where it
 * broke. A damaged entry of a whole zip costs that entry alone; of a compressed tar, all that
 * follows it, in one row. An entry over the limit is never held. An archive that unpacks to more
 * than {@value #BOMB_RATIO} times its size (beyond the first {@value #HARMLESS} bytes) is a bomb:
 * one row stands for the rest of it.
 */
public final class ArchiveReader extends RecordReader {
  /** Source code packs to a tenth, an archive of copies to a hundredth. */
  static final long BOMB_RATIO = 250;

  static final long HARMLESS = 256L << 20;

  private final SourceFile file;
  private final Defaults defaults;
  private final TextDecoder decoder;
  private final PathFilter filter;
  private final String root;
  private ArchiveEntries entries;
  private long unpacked;
  private boolean finished;

  /**
   * A reader.
   *
   * @param file the archive
   * @param defaults what the config says of its documents
   * @param decoder turns entries into text and holds the limit of their size
   * @param filter which entries are records, by their paths below the root
   * @param root the folder of the archive whose entries are records, such as {@code Lib/}; it is
   *     cut off; empty: the whole archive
   */
  public ArchiveReader(
      SourceFile file, Defaults defaults, TextDecoder decoder, PathFilter filter, String root) {
    this.file = file;
    this.defaults = defaults.orRepository(file.path());
    this.decoder = decoder;
    this.filter = filter;
    this.root = root.isEmpty() || root.endsWith("/") ? root : root + "/";
  }

  @Override
  protected SourceRecord advance() {
    while (!finished) {
      ArchiveEntries.Entry entry;
      try {
        entries = entries == null ? ArchiveEntries.open(file) : entries;
        entry = entries.next();
      } catch (IOException | RuntimeException e) {
        finished = true;
        return damaged(file.path(), entries == null ? 0 : position(), e);
      }
      if (entry == null) {
        finished = true;
      } else if (isBomb()) {
        finished = true;
        return quarantined(file.path(), position(), Quarantined.BOMB, "it unpacks without end");
      } else if (entry.name().startsWith(root)
          && filter.accepts(entry.name().substring(root.length()))) {
        return read(entry);
      }
    }
    return null;
  }

  private SourceRecord read(ArchiveEntries.Entry entry) {
    String origin = file.path() + "!/" + entry.name();
    if (climbsOut(entry.name())) {
      return quarantined(origin, position(), Quarantined.UNSAFE_PATH, "the path climbs out");
    }
    if (entry.encrypted()) {
      return quarantined(origin, position(), Quarantined.ENCRYPTED, "the entry is encrypted");
    }
    try {
      Content content = content(entry);
      String path = entry.name().substring(root.length());
      return content.record(defaults, decoder, path, origin, position());
    } catch (IOException | RuntimeException e) {
      finished = !entries.resumable();
      return damaged(origin, position(), e);
    }
  }

  private Content content(ArchiveEntries.Entry entry) throws IOException {
    CheckedInputStream in = new CheckedInputStream(entries.content(), new CRC32());
    try {
      Content content = Content.read(in, decoder.maxBytes());
      unpacked += content.bytes().length;
      boolean known = content.whole() && entry.crc() >= 0;
      if (known && in.getChecksum().getValue() != entry.crc()) {
        throw new IOException("its checksum is not that of the archive's directory");
      }
      return content;
    } finally {
      if (entries.resumable()) {
        in.close();
      }
    }
  }

  private boolean isBomb() {
    long most = Math.max(unpacked, entries.unpacked());
    return most > HARMLESS && most / BOMB_RATIO > file.length();
  }

  /** Where the current entry begins; of a damaged one it may be unknown: 0. */
  private long position() {
    try {
      return Math.max(0, entries.position());
    } catch (UncheckedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  private static boolean climbsOut(String name) {
    return name.startsWith("/")
        || name.startsWith("\\")
        || name.matches("(?s)[A-Za-z]:.*")
        || name.indexOf('\0') >= 0
        || List.of(name.split("[/\\\\]", -1)).contains("..");
  }

  private Quarantined quarantined(String origin, long position, String reason, String why) {
    String error = "Cannot read " + origin + ": " + why;
    return Quarantined.of(defaults.source(), origin, position, reason, error, new byte[0]);
  }

  /** Damage of the archive; a library that stumbles over it may throw any exception. */
  private Quarantined damaged(String origin, long position, Exception cause) {
    if (cause instanceof UncheckedIOException storage) {
      throw storage;
    }
    return Quarantined.damaged(defaults.source(), origin, position, cause, new byte[0]);
  }

  @Override
  public void close() {
    finished = true;
    close(entries);
  }
}
