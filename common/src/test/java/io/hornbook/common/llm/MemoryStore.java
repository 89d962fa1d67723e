package io.hornbook.common.llm;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A store in memory, which can die after some writes: before the last, or having done it. */
final class MemoryStore implements LedgerStore {
  /** Never dies. */
  static final int IMMORTAL = Integer.MAX_VALUE;

  private final NavigableMap<String, byte[]> objects;
  private final boolean lastIsKept;
  private int writesLeft;

  MemoryStore() {
    this(new TreeMap<>(), IMMORTAL, false);
  }

  private MemoryStore(NavigableMap<String, byte[]> objects, int writes, boolean lastIsKept) {
    this.objects = objects;
    this.writesLeft = writes;
    this.lastIsKept = lastIsKept;
  }

  /** The same objects, behind a store that dies at write number {@code writes + 1}. */
  MemoryStore dyingAfter(int writes, boolean lastIsKept) {
    return new MemoryStore(objects, writes, lastIsKept);
  }

  int size() {
    synchronized (objects) {
      return objects.size();
    }
  }

  @Override
  public boolean putIfAbsent(String name, byte[] content) throws IOException {
    synchronized (objects) {
      return write(() -> objects.putIfAbsent(name, content)) == null;
    }
  }

  @Override
  public void delete(String name) throws IOException {
    synchronized (objects) {
      write(() -> objects.remove(name));
    }
  }

  private byte[] write(Supplier<byte[]> action) throws IOException {
    if (writesLeft <= 0) {
      if (writesLeft == 0 && lastIsKept) {
        var unused = action.get();
      }
      writesLeft = -1;
      throw new IOException("the store is dead");
    }
    writesLeft--;
    return action.get();
  }

  @Override
  public List<String> list(String prefix) {
    synchronized (objects) {
      return objects.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }
  }

  @Override
  public byte[] read(String name) throws IOException {
    synchronized (objects) {
      byte[] content = objects.get(name);
      if (content == null) {
        throw new NoSuchFileException(name);
      }
      return content;
    }
  }

  @Override
  public String toString() {
    return "memory";
  }
}
