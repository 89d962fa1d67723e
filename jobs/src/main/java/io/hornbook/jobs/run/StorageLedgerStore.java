package io.hornbook.jobs.run;

import io.hornbook.common.failure.DataException;
import io.hornbook.common.llm.LedgerStore;
import io.hornbook.common.llm.LocalLedgerStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** A ledger on any Hadoop file system; on a local disk, one that forces each object to the disk. */
public final class StorageLedgerStore implements LedgerStore {
  private final Storage storage;
  private final Path root;

  StorageLedgerStore(Storage storage, Path root) {
    this.storage = storage;
    this.root = root;
  }

  /** The store for a ledger in {@code root}. */
  public static LedgerStore at(Storage storage, Path root) {
    try {
      return root.getFileSystem(storage.configuration()) instanceof LocalFileSystem local
          ? new LocalLedgerStore(local.pathToFile(root).toPath())
          : new StorageLedgerStore(storage, root);
    } catch (IOException e) {
      throw new DataException("Cannot use %s: %s".formatted(root, e.getMessage()), e);
    }
  }

  @Override
  public boolean putIfAbsent(String name, byte[] content) throws IOException {
    return unchecked(() -> storage.writeIfAbsent(new Path(root, name), content));
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return unchecked(
        () ->
            storage.children(new Path(root, prefix)).stream()
                .map(status -> prefix + status.getPath().getName())
                .sorted()
                .toList());
  }

  @Override
  public byte[] read(String name) throws IOException {
    return unchecked(() -> storage.read(new Path(root, name)))
        .orElseThrow(() -> new FileNotFoundException(name));
  }

  @Override
  public void delete(String name) throws IOException {
    unchecked(
        () -> {
          storage.delete(new Path(root, name));
          return null;
        });
  }

  private static <T> T unchecked(Supplier<T> action) throws IOException {
    try {
      return action.get();
    } catch (DataException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
