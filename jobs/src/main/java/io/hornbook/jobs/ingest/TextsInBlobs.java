package io.hornbook.jobs.ingest;

import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.document.TextDecoder.Undecodable;
import io.hornbook.common.source.Blobs;
import io.hornbook.common.source.Blobs.Blob;
import io.hornbook.common.source.Blobs.Damaged;
import io.hornbook.common.source.Blobs.Fetched;
import io.hornbook.common.source.Blobs.Missing;
import io.hornbook.common.source.ColumnMapping;
import io.hornbook.common.source.Defaults;
import io.hornbook.common.source.SourceRecord;
import io.hornbook.common.source.SourceRecord.Quarantined;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Texts that their rows name and a store holds, an object each.
 *
 * @param path of the file of rows
 * @param mapping which column holds what
 * @param blobs the store
 */
record TextsInBlobs(
    String path, ColumnMapping mapping, Defaults defaults, TextDecoder decoder, Blobs blobs)
    implements RowTexts {
  @Override
  public int ahead() {
    return 2 * blobs.concurrency();
  }

  @Override
  public Supplier<SourceRecord> of(ParquetFields row, long offset) {
    if (!(row.value(mapping.blob()) instanceof String name)) {
      Quarantined unnamed = ColumnMapping.missing(mapping.blob(), path, offset, defaults);
      return () -> unnamed;
    }
    CompletableFuture<Blob> fetched = blobs.fetch(name);
    return () -> record(row, name, join(fetched), offset);
  }

  private SourceRecord record(ParquetFields row, String name, Blob blob, long offset) {
    if (blob instanceof Fetched fetched) {
      return fetched.whole()
          ? mapping.record(row, fetched.bytes(), path, offset, defaults, decoder)
          : quarantined(
              name,
              offset,
              Undecodable.TOO_LARGE,
              "more than " + decoder.maxBytes() + " bytes",
              fetched.bytes());
    }
    if (blob instanceof Missing) {
      return quarantined(
          name, offset, Quarantined.MISSING_BLOB, "the store has no such object", new byte[0]);
    }
    Quarantined damaged =
        Quarantined.damaged(defaults.source(), path, offset, ((Damaged) blob).cause(), new byte[0]);
    return quarantined(name, offset, damaged.reason(), damaged.error(), new byte[0]);
  }

  private Quarantined quarantined(
      String name, long offset, String reason, String why, byte[] head) {
    String error = "Cannot read blob " + name + ": " + why;
    return Quarantined.of(defaults.source(), path, offset, reason, error, head);
  }

  private static Blob join(CompletableFuture<Blob> fetched) {
    try {
      return fetched.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof UncheckedIOException storage ? storage : e;
    }
  }

  @Override
  public void close() {
    blobs.close();
  }
}
