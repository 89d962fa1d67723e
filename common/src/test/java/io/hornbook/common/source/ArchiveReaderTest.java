package io.hornbook.common.source;

import static io.hornbook.common.source.Sources.DEFAULTS;
import static io.hornbook.common.source.Sources.all;
import static io.hornbook.common.source.Sources.decoder;
import static io.hornbook.common.source.Sources.documents;
import static io.hornbook.common.source.Sources.file;
import static io.hornbook.common.source.Sources.onlyQuarantined;
import static io.hornbook.common.source.Sources.quarantined;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.document.Document;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.source.SourceRecord.Quarantined;
import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveReaderTest {
  private static final int ENTRIES = 20;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "python-resources-25.0.1.jar,META-INF/resources/,735",
    "python-resources-24.2.2.jar,META-INF/resources,780"
  })
  void readsThePythonFilesOfTheDemo(String jar, String root, int expected) throws IOException {
    List<SourceRecord> records = all(demo(jar, root));
    assertThat(documents(records)).hasSize(expected);
    assertThat(quarantined(records)).isEmpty();
    assertThat(documents(records))
        .allSatisfy(document -> assertThat(document.language()).isEqualTo("python"))
        .extracting(document -> document.provenance().path())
        .anyMatch(path -> path.endsWith("/json/decoder.py"));
  }

  @Test
  void decodesTheSixJythonFilesThatAreNotUtf8AsTheyDeclare() throws IOException {
    List<SourceRecord> records = all(demo("jython-standalone-2.7.4.jar", "Lib/"));
    assertThat(documents(records)).hasSize(669);
    assertThat(quarantined(records)).isEmpty();
    Map<String, byte[]> files = TestData.pythonFiles("jython-standalone-2.7.4.jar", "Lib/");
    assertThat(documents(records))
        .filteredOn(document -> !isUtf8(files.get("Lib/" + document.provenance().path())))
        .hasSize(6);
  }

  private static boolean isUtf8(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), content);
  }

  private static ArchiveReader demo(String jar, String root) throws IOException {
    Path path = TestData.demoInput(jar);
    SourceFile file = SourceFile.local(path.getParent(), path.getFileName().toString());
    PathFilter python = new PathFilter(List.of("**/*.py"), List.of());
    return new ArchiveReader(file, DEFAULTS, decoder(10_000_000), python, root);
  }

  @Test
  void namesTheArchiveAsTheRepositoryUnlessTheConfigDoes() throws IOException {
    SourceFile zip = file(folder, "a.zip", zip(Map.of("x/a.py", bytes("x"))));
    assertThat(documents(all(reader(zip, ""))))
        .extracting(Document::provenance)
        .containsExactly(new Provenance("s", "a.zip", "x/a.py", null));
    Defaults named = new Defaults("s", "repo", "v", null, null);
    PathFilter every = new PathFilter(List.of(), List.of());
    assertThat(documents(all(new ArchiveReader(zip, named, decoder(1_000), every, "x"))))
        .extracting(Document::provenance)
        .containsExactly(new Provenance("s", "repo", "a.py", "v"));
  }

  @ParameterizedTest
  @CsvSource({
    "a.tar,",
    "a.tar.gz,gz",
    "a.tgz,gz",
    "a.tar.bz2,bzip2",
    "a.tar.xz,xz",
    "a.tar.zst,zstd"
  })
  void readsATar(String name, String compression) throws Exception {
    Map<String, byte[]> files = files();
    SourceFile tar = file(folder, name, pack(compression, tar(files)));
    assertThat(texts(all(reader(tar, "")))).isEqualTo(texts(files));
  }

  @Test
  void readsWhatATruncatedZipStillHoldsAndThenOneQuarantineRow() throws IOException {
    byte[] whole = zip(files());
    RandomGenerator random = Seeds.random();
    for (int i = 0; i < 40; i++) {
      int length = random.nextInt(whole.length);
      SourceFile cut = file(folder, "cut.zip", Arrays.copyOf(whole, length));
      List<SourceRecord> records = all(reader(cut, ""));

      Quarantined row = onlyQuarantined(records);
      assertThat(row.reason()).isEqualTo("truncated");
      assertThat(row.origin()).startsWith("cut.zip");
      assertThat(row.offset()).isLessThanOrEqualTo(length);
      assertThat(records.get(records.size() - 1)).isSameAs(row);
      assertThat(texts(files())).containsAllEntriesOf(texts(records));
      // Entries are of one size: those before the cut are all there.
      assertThat(records.size() - 1)
          .isGreaterThanOrEqualTo((length - 30) / (whole.length / 19) - 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"a.tar.gz,gz", "a.tar.bz2,bzip2", "a.tar.xz,xz", "a.tar.zst,zstd"})
  void readsWhatATruncatedTarStillHoldsAndThenOneQuarantineRow(String name, String compression)
      throws Exception {
    byte[] whole = pack(compression, tar(files()));
    SourceFile cut = file(folder, name, Arrays.copyOf(whole, whole.length - 40));
    List<SourceRecord> records = all(reader(cut, ""));
    assertThat(onlyQuarantined(records).reason()).isEqualTo("truncated");
    assertThat(records.get(records.size() - 1)).isInstanceOf(Quarantined.class);
    assertThat(texts(files())).containsAllEntriesOf(texts(records));
  }

  @Test
  void aTruncatedGzipKeepsEveryEntryBeforeTheCut() throws Exception {
    byte[] whole = pack("gz", tar(files()));
    SourceFile cut = file(folder, "a.tar.gz", Arrays.copyOf(whole, whole.length / 2));
    List<SourceRecord> records = all(reader(cut, ""));
    assertThat(documents(records)).hasSizeBetween(ENTRIES / 2 - 2, ENTRIES / 2 + 1);
    assertThat(onlyQuarantined(records).offset()).isPositive();
  }

  @Test
  void aDamagedEntryOfAZipCostsNoOther() throws IOException {
    byte[] bytes = zip(files());
    bytes[bytes.length / 2] ^= 0x55;
    List<SourceRecord> records = all(reader(file(folder, "a.zip", bytes), ""));
    assertThat(records).hasSize(ENTRIES);
    assertThat(onlyQuarantined(records).origin()).startsWith("a.zip!/dir/file-");
    assertThat(texts(files())).containsAllEntriesOf(texts(records));
  }

  @Test
  void findsAnEntryWhoseChecksumIsWrong() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(0);
      zip.putNextEntry(new ZipEntry("a.py"));
      zip.write(bytes("value = 1\n"));
    }
    byte[] bytes = out.toByteArray();
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("value = 1");
    bytes[at + 8] = '2';
    Quarantined row = onlyQuarantined(all(reader(file(folder, "a.zip", bytes), "")));
    assertThat(row.reason()).isEqualTo("corrupt");
    assertThat(row.error()).contains("checksum");
  }

  @Test
  void quarantinesAPathThatClimbsOut() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<String> unsafe = List.of("../a.py", "/etc/a.py", "x/../../a.py", "C:\\a.py", "..\\a.py");
    unsafe.forEach(name -> files.put(name, bytes("x")));
    files.put("x/..a.py", bytes("good"));
    List<SourceRecord> records = all(reader(file(folder, "a.zip", zip(files)), ""));
    assertThat(quarantined(records))
        .extracting(Quarantined::reason)
        .hasSize(unsafe.size())
        .containsOnly("unsafe_path");
    assertThat(texts(records)).containsOnlyKeys("x/..a.py");
  }

  @Test
  void quarantinesAnEncryptedEntry() throws IOException {
    byte[] bytes = zip(Map.of("a.py", bytes("x")));
    // General purpose bit 0, in the local header and in the directory.
    bytes[6] |= 1;
    int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    bytes[directory + 8] |= 1;
    Quarantined row = onlyQuarantined(all(reader(file(folder, "a.zip", bytes), "")));
    assertThat(row.reason()).isEqualTo("encrypted");
    assertThat(row.origin()).isEqualTo("a.zip!/a.py");
  }

  @Test
  void neverHoldsAnEntryThatIsTooLarge() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>(files());
    files.put("bomb.py", new byte[50_000_000]);
    files.put("last.py", bytes("last"));
    for (SourceFile archive :
        List.of(
            file(folder, "a.zip", zip(files)), file(folder, "a.tar.gz", pack("gz", tar(files))))) {
      List<SourceRecord> records = all(reader(archive, ""));
      Quarantined row = onlyQuarantined(records);
      assertThat(row.reason()).isEqualTo("too_large");
      assertThat(row.head()).hasSize(Quarantined.HEAD);
      assertThat(texts(records)).hasSize(ENTRIES + 1).containsKey("last.py");
    }
  }

  @Test
  void stopsAtABomb() throws IOException {
    byte[] filled = new byte[9_000_000];
    Arrays.fill(filled, (byte) 'a');
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      files.put("bomb-" + i + ".txt", filled);
    }
    PathFilter every = new PathFilter(List.of(), List.of());
    SourceFile bomb = file(folder, "bomb.zip", zip(files));
    assertThat(bomb.length()).isLessThan(40L * filled.length / ArchiveReader.BOMB_RATIO);
    int read = 0;
    try (ArchiveReader reader = new ArchiveReader(bomb, DEFAULTS, decoder(10_000_000), every, "")) {
      SourceRecord last = null;
      while (reader.hasNext()) {
        last = reader.next();
        read++;
      }
      assertThat(((Quarantined) last).reason()).isEqualTo("bomb");
    }
    assertThat((read - 1) * (long) filled.length)
        .isBetween(ArchiveReader.HARMLESS, ArchiveReader.HARMLESS + filled.length);
  }

  @Test
  void saysWhereABadEntryOfAZipBegins() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("good.py", bytes("x"));
    files.put("../bad.py", bytes("y"));
    files.put("binary.py", new byte[] {0});
    byte[] zip = zip(files);
    String raw = new String(zip, StandardCharsets.ISO_8859_1);
    assertThat(quarantined(all(reader(file(folder, "a.zip", zip), ""))))
        .extracting(Quarantined::offset)
        .containsExactly(
            (long) raw.indexOf("../bad.py") + "../bad.py".length(),
            (long) raw.indexOf("binary.py") + "binary.py".length());
  }

  @Test
  void takesLinksAndFoldersForNoRecords() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry link = new TarArchiveEntry("link.py", TarConstants.LF_SYMLINK);
      link.setLinkName("/etc/passwd");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
      tar.putArchiveEntry(new TarArchiveEntry("folder/"));
      tar.closeArchiveEntry();
    }
    assertThat(all(reader(file(folder, "a.tar", out.toByteArray()), ""))).isEmpty();
  }

  @Test
  void whatIsNoArchiveIsOneQuarantineRow() throws IOException {
    for (String name : List.of("empty.zip", "empty.tar.gz", "empty.tar.xz")) {
      assertThat(all(reader(file(folder, name, new byte[0]), ""))).hasSize(1);
    }
    for (String name : List.of("text.zip", "text.tar.gz", "text.tar.zst", "text.tar.bz2")) {
      byte[] text = bytes("no archive at all\n".repeat(100));
      assertThat(quarantined(all(reader(file(folder, name, text), "")))).hasSize(1);
    }
  }

  private ArchiveReader reader(SourceFile file, String root) {
    PathFilter every = new PathFilter(List.of(), List.of());
    return new ArchiveReader(file, DEFAULTS, decoder(100_000), every, root);
  }

  /** Twenty files of text that hardly packs. */
  private static Map<String, byte[]> files() {
    RandomGenerator random = Seeds.random(7);
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < ENTRIES; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(4_000, 'a', 'z').forEach(c -> text.append((char) c));
      files.put("dir/file-" + i + ".py", bytes(text.toString()));
    }
    return files;
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  private static byte[] pack(String compression, byte[] bytes) throws Exception {
    if (Optional.ofNullable(compression).isEmpty()) {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed =
        new CompressorStreamFactory().createCompressorOutputStream(compression, out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> texts(List<SourceRecord> records) {
    Map<String, String> texts = new LinkedHashMap<>();
    documents(records).forEach(d -> texts.put(d.provenance().path(), d.text()));
    return texts;
  }

  private static Map<String, String> texts(Map<String, byte[]> files) {
    Map<String, String> texts = new LinkedHashMap<>();
    files.forEach((name, bytes) -> texts.put(name, new String(bytes, StandardCharsets.UTF_8)));
    return texts;
  }
}
