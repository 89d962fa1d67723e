package io.hornbook.jobs.testing;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local file system under the scheme {@code scripted}, whose files fail to open as a test says,
 * and which remembers what was opened.
 */
public final class ScriptedFileSystem extends RawLocalFileSystem {
  private static final URI NAME = URI.create("scripted:///");
  private static final Map<String, AtomicInteger> FAILURES = new ConcurrentHashMap<>();
  private static final ConcurrentLinkedQueue<String> OPENED = new ConcurrentLinkedQueue<>();

  /** The folder as this file system names it. */
  public static String root(java.nio.file.Path folder) {
    return "scripted://" + folder.toAbsolutePath();
  }

  /** Forgets all scripts and all that was opened. */
  public static void reset() {
    FAILURES.clear();
    OPENED.clear();
  }

  /** The next {@code times} openings of files of that name fail. */
  public static void fail(String name, int times) {
    FAILURES.put(name, new AtomicInteger(times));
  }

  /** The names of the files that were opened, in order; a failure is no opening. */
  public static List<String> opened() {
    return new ArrayList<>(OPENED);
  }

  @Override
  public URI getUri() {
    return NAME;
  }

  @Override
  public String getScheme() {
    return "scripted";
  }

  @Override
  public FileStatus getFileStatus(Path file) throws IOException {
    return plain(super.getFileStatus(file));
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    return Arrays.stream(super.listStatus(folder))
        .map(ScriptedFileSystem::plain)
        .toArray(FileStatus[]::new);
  }

  // A local status looks for permissions, and takes its path for one of the scheme file.
  private static FileStatus plain(FileStatus local) {
    return new FileStatus(
        local.getLen(),
        local.isDirectory(),
        1,
        local.getBlockSize(),
        local.getModificationTime(),
        local.getPath());
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    AtomicInteger left = FAILURES.get(file.getName());
    if (left != null && left.getAndDecrement() > 0) {
      throw new IOException("the script says so: " + file.getName());
    }
    FSDataInputStream in = super.open(file, bufferSize);
    OPENED.add(file.getName());
    return in;
  }
}
