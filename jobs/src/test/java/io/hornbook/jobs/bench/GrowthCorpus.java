package io.hornbook.jobs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.testing.TestData;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The demo's Python files, and renamed copies of all of them, as JSON lines. The labels of the demo
 * hold for the originals.
 */
final class GrowthCorpus {
  private static final long SEED = 42;
  private static final int FILES_A_COPY = 8;
  private static final int MAX_BYTES = 1 << 24;
  private static final Map<String, String> FOLDERS =
      Map.of(
          "python-resources-25.0.1.jar", "META-INF/resources/",
          "python-resources-24.2.2.jar", "META-INF/resources/",
          "jython-standalone-2.7.4.jar", "Lib/");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Text> texts;
  private final WordRenaming renaming;

  private record Text(String jar, String path, String text) {
    int bytes() {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  private GrowthCorpus(List<Text> texts) {
    this.texts = texts;
    this.renaming = new WordRenaming(texts.stream().map(Text::text).toList(), SEED);
  }

  /** All Python files of the demo that are text. */
  static GrowthCorpus whole() {
    TextDecoder decoder = new TextDecoder(MAX_BYTES, Optional.empty());
    List<Text> texts = new ArrayList<>();
    for (String jar : FOLDERS.keySet().stream().sorted().toList()) {
      TestData.pythonFiles(jar, FOLDERS.get(jar))
          .forEach(
              (path, bytes) -> {
                if (decoder.decode(bytes) instanceof TextDecoder.Decoded decoded) {
                  texts.add(new Text(jar, path, decoded.text()));
                }
              });
    }
    return new GrowthCorpus(texts);
  }

  /** At most so many bytes of it; labelled files come first. */
  GrowthCorpus part(long bytes) throws IOException {
    Set<String> labelled = labelled();
    List<Text> sorted = new ArrayList<>(texts);
    sorted.sort(Comparator.comparing(text -> !labelled.contains(sha256(text))));
    List<Text> part = new ArrayList<>();
    long taken = 0;
    for (Text text : sorted) {
      taken += text.bytes();
      if (taken > bytes) {
        break;
      }
      part.add(text);
    }
    return new GrowthCorpus(part);
  }

  /** Writes {@code copies} copies, and says how many bytes of text they have. */
  long write(Path folder, int copies) throws IOException {
    Files.createDirectories(folder);
    long bytes = 0;
    for (int copy = 0; copy < copies; copy++) {
      for (int file = 0; file < FILES_A_COPY; file++) {
        bytes += write(folder.resolve("copy-%d-%d.jsonl".formatted(copy, file)), copy, file);
      }
    }
    return bytes;
  }

  private long write(Path path, int copy, int file) throws IOException {
    Map<String, String> words = renaming.words(copy);
    long bytes = 0;
    try (BufferedWriter out = Files.newBufferedWriter(path)) {
      for (int i = file; i < texts.size(); i += FILES_A_COPY) {
        Text text = texts.get(i);
        bytes += text.bytes();
        out.write(
            JSON.createObjectNode()
                .put("repository", text.jar() + "/" + copy)
                .put("path", text.path())
                .put("content", WordRenaming.renamed(text.text(), words))
                .toString());
        out.newLine();
      }
    }
    return bytes;
  }

  private static Set<String> labelled() throws IOException {
    Set<String> labelled = new HashSet<>();
    for (String line : Files.readAllLines(TestData.root().resolve("conf/demo/labels.jsonl"))) {
      JsonNode label = JSON.readTree(line);
      labelled.add(label.get("content_sha256").asText());
    }
    return labelled;
  }

  private static String sha256(Text text) {
    return Sha256.of(text.text().getBytes(StandardCharsets.UTF_8)).hex();
  }
}
