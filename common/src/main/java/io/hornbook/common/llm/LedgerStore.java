package io.hornbook.common.llm;

import java.io.IOException;
import java.util.List;

/**
 * Where a ledger lies: small objects that are created whole, once, and never changed. No object is
 * appended to or renamed, so that an object store serves as well as a file system; what another
 * object holds too may be removed. Implementations are safe for many threads.
 */
public interface LedgerStore {
  /**
   * Creates an object if there is none of that name. On return it is durable; a reader sees all of
   * it or nothing.
   *
   * @param name path segments of lower-case letters, digits, dots and dashes, joined by slashes
   * @return whether this call created it; false if one was there
   * @throws IOException if it is unknown whether the object is there
   */
  boolean putIfAbsent(String name, byte[] content) throws IOException;

  /** The names below {@code prefix} (a name up to a slash), in ascending order; empty if none. */
  List<String> list(String prefix) throws IOException;

  /** Removes an object, if it is there. */
  void delete(String name) throws IOException;

  /**
   * The content of an object that is there.
   *
   * @throws IOException also if it is not
   */
  byte[] read(String name) throws IOException;
}
