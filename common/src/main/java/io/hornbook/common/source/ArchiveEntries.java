package io.hornbook.common.source;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The regular files of an archive, in the order of their bytes. */
interface ArchiveEntries extends Closeable {
  /** The endings of a path that {@link #open} takes for an archive. */
  Pattern TAR = Pattern.compile(".*\\.(tar|tgz|tbz2|txz|tzst|tar\\.(gz|bz2|xz|zst))");

  /**
   * An entry.
   *
   * @param name its path in the archive
   * @param encrypted whether it is encrypted
   * @param crc its CRC-32, or −1: unknown
   */
  record Entry(String name, boolean encrypted, long crc) {}

  /** The next regular file, or {@code null} at the end of a whole archive. */
  Entry next() throws IOException;

  /** The content of the current entry. */
  InputStream content() throws IOException;

  /** Where the current content begins, in bytes of the archive (of a compressed tar: unpacked). */
  long position() throws IOException;

  /** How many bytes have been unpacked to pass over entries, where that takes any. */
  long unpacked();

  /** Whether the next entry can be read after a damaged one. */
  boolean resumable();

  /** The entries of a tar, by the ending of the path, and of a zip otherwise. */
  static ArchiveEntries open(SourceFile file) throws IOException {
    if (TAR.matcher(file.path().toLowerCase(Locale.ROOT)).matches()) {
      return new Tar(file);
    }
    SeekableByteChannel channel = Storage.channel(file);
    try {
      return new Zip(zip(channel));
    } catch (IOException e) {
      channel.close();
      return new TruncatedZip(file, e);
    }
  }

  private static ZipFile zip(SeekableByteChannel channel) throws IOException {
    return ZipFile.builder()
        .setSeekableByteChannel(channel)
        .setCharset(StandardCharsets.UTF_8)
        .setIgnoreLocalFileHeader(true)
        .get();
  }

  /** A whole zip, by its directory. */
  final class Zip implements ArchiveEntries {
    private final ZipFile zip;
    private final Iterator<ZipArchiveEntry> entries;
    private ZipArchiveEntry current;

    Zip(ZipFile zip) {
      this.zip = zip;
      this.entries = Collections.list(zip.getEntriesInPhysicalOrder()).iterator();
    }

    @Override
    public Entry next() {
      while (entries.hasNext()) {
        current = entries.next();
        if (!current.isDirectory() && !current.isUnixSymlink()) {
          return entry(current);
        }
      }
      return null;
    }

    static Entry entry(ZipArchiveEntry entry) {
      return new Entry(
          entry.getName(), entry.getGeneralPurposeBit().usesEncryption(), entry.getCrc());
    }

    @Override
    public InputStream content() throws IOException {
      InputStream content = zip.getInputStream(current);
      if (content == null) {
        throw new IOException("its content is not in the archive");
      }
      return content;
    }

    @Override
    public long position() throws IOException {
      if (current == null) {
        return 0;
      }
      // The directory names the local header alone; behind it, content begins where opening finds.
      try (InputStream opened = zip.getRawInputStream(current)) {
        return opened == null ? 0 : Math.max(0, current.getDataOffset());
      }
    }

    @Override
    public long unpacked() {
      return 0;
    }

    @Override
    public boolean resumable() {
      return true;
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  /** A zip without a readable directory, as a stream; its end is a failure. */
  final class TruncatedZip implements ArchiveEntries {
    private final ZipArchiveInputStream zip;
    private final IOException damage;

    TruncatedZip(SourceFile file, IOException damage) {
      this.damage = damage;
      this.zip = new ZipArchiveInputStream(Storage.open(file), "UTF-8", true, true);
    }

    @Override
    public Entry next() throws IOException {
      ZipArchiveEntry entry = zip.getNextEntry();
      while (entry != null && (entry.isDirectory() || entry.isUnixSymlink())) {
        entry = zip.getNextEntry();
      }
      if (entry == null) {
        EOFException end = new EOFException("its directory is not there: " + damage.getMessage());
        end.initCause(damage);
        throw end;
      }
      return Zip.entry(entry);
    }

    @Override
    public InputStream content() {
      return zip;
    }

    @Override
    public long position() {
      return zip.getBytesRead();
    }

    @Override
    public long unpacked() {
      return zip.getUncompressedCount();
    }

    @Override
    public boolean resumable() {
      return false;
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  /** A tar, as a stream. */
  final class Tar implements ArchiveEntries {
    private final TarArchiveInputStream tar;

    Tar(SourceFile file) throws IOException {
      InputStream packed = Storage.open(file);
      this.tar = new TarArchiveInputStream(Compression.unpack(file.path(), packed), "UTF-8");
    }

    @Override
    public Entry next() throws IOException {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null && !regular(entry)) {
        entry = tar.getNextEntry();
      }
      return entry == null ? null : new Entry(entry.getName(), false, -1);
    }

    private static boolean regular(TarArchiveEntry entry) {
      return entry.isFile()
          && !entry.isLink()
          && !entry.isSymbolicLink()
          && !entry.isFIFO()
          && !entry.isBlockDevice()
          && !entry.isCharacterDevice();
    }

    @Override
    public InputStream content() {
      return tar;
    }

    @Override
    public long position() {
      return tar.getBytesRead();
    }

    @Override
    public long unpacked() {
      return tar.getBytesRead();
    }

    @Override
    public boolean resumable() {
      return false;
    }

    @Override
    public void close() throws IOException {
      tar.close();
    }
  }
}
