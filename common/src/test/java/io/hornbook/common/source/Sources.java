package io.hornbook.common.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.document.Document;
import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.source.SourceRecord.Posted;
import io.hornbook.common.source.SourceRecord.Quarantined;
import io.hornbook.common.source.SourceRecord.Read;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Short forms for the tests of readers. */
final class Sources {
  static final Defaults DEFAULTS = new Defaults("s", null, null, null, null);

  private Sources() {}

  static TextDecoder decoder(long maxBytes) {
    return new TextDecoder(maxBytes, Optional.empty());
  }

  /** Records whose text is in that column, and that have no other. */
  static ColumnMapping mapping(String text) {
    return new ColumnMapping(text, null, null, null, null, null, null, null, null, null, List.of());
  }

  static SourceFile file(Path folder, String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
    return SourceFile.local(folder, name);
  }

  static List<SourceRecord> all(RecordReader reader) {
    try (reader) {
      List<SourceRecord> records = new ArrayList<>();
      reader.forEachRemaining(records::add);
      return records;
    }
  }

  static List<Document> documents(List<SourceRecord> records) {
    return records.stream()
        .filter(Read.class::isInstance)
        .map(record -> ((Read) record).document())
        .toList();
  }

  static List<Post> posts(List<SourceRecord> records) {
    return records.stream()
        .filter(Posted.class::isInstance)
        .map(record -> ((Posted) record).post())
        .toList();
  }

  static List<Quarantined> quarantined(List<SourceRecord> records) {
    return records.stream()
        .filter(Quarantined.class::isInstance)
        .map(Quarantined.class::cast)
        .toList();
  }

  static Quarantined onlyQuarantined(List<SourceRecord> records) {
    assertThat(quarantined(records)).hasSize(1);
    return quarantined(records).get(0);
  }
}
