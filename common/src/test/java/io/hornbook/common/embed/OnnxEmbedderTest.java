package io.hornbook.common.embed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.testing.OnnxModels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real sentence encoder, all-MiniLM-L6-v2, as a published artifact holds it. */
class OnnxEmbedderTest {
  private static final String SORT =
      "def sort(items):\n    '''Returns the items in rising order.'''\n    return sorted(items)\n";
  private static final String ORDER =
      "def in_order(values):\n    # The smallest comes first.\n    return sorted(values)\n";
  private static final String SOCKET =
      "import socket\n\nserver = socket.socket()\nserver.bind(('localhost', 80))\nserver.listen()\n";

  private static String model;

  @BeforeAll
  static void model(@TempDir Path folder) throws IOException {
    model = OnnxModels.miniLm(folder).toString();
  }

  private static EmbedderConfig.Onnx config(
      Pooling pooling, int maxTokens, LongDocuments longDocuments) {
    return new EmbedderConfig.Onnx(model, pooling, maxTokens, longDocuments, 4, 1, 1);
  }

  private static Embedder mean() {
    return config(Pooling.MEAN, 256, LongDocuments.HEAD).embedder();
  }

  @Test
  void putsTextsOfOneMeaningTogether() {
    Embedder embedder = mean();
    float[] sort = embedder.embed(SORT.getBytes(UTF_8));

    assertThat(sort).hasSize(384).hasSize(embedder.dimensions());
    assertThat(dot(sort, sort)).isEqualTo(1, within(1e-6));
    assertThat(dot(sort, embedder.embed(ORDER.getBytes(UTF_8))))
        .isGreaterThan(dot(sort, embedder.embed(SOCKET.getBytes(UTF_8))) + 0.2);
    assertThat(embedder.embed(new byte[0])).containsOnly(0);
    assertThat(embedder.embed(" \n".getBytes(UTF_8))).containsOnly(0);
  }

  @Test
  void theFingerprintNamesFilesAndChoices(@TempDir Path other) throws IOException {
    Embedder embedder = mean();
    Path moved = OnnxModels.miniLm(other);

    assertThat(embedder.fingerprint()).matches("onnx-v1-[0-9a-f]{32}");
    assertThat(
            new EmbedderConfig.Onnx(
                    moved.toString(), Pooling.MEAN, 256, LongDocuments.HEAD, 4, 1, 2)
                .embedder()
                .fingerprint())
        .isEqualTo(embedder.fingerprint());
    assertThat(config(Pooling.CLS, 256, LongDocuments.HEAD).embedder().fingerprint())
        .isNotEqualTo(embedder.fingerprint());
    assertThat(config(Pooling.MEAN, 255, LongDocuments.HEAD).embedder().fingerprint())
        .isNotEqualTo(embedder.fingerprint());
    Files.writeString(moved.resolve("tokenizer.json"), "\n", StandardOpenOption.APPEND);
    assertThat(
            new EmbedderConfig.Onnx(
                    moved.toString(), Pooling.MEAN, 256, LongDocuments.HEAD, 4, 1, 1)
                .embedder()
                .fingerprint())
        .isNotEqualTo(embedder.fingerprint());
    assertThat(embedder.isExact()).isFalse();
  }

  @Test
  void readsOfALongTextWhatItIsTold() {
    String text = SORT.repeat(20) + SOCKET;
    byte[] utf8 = text.getBytes(UTF_8);
    float[] head = config(Pooling.MEAN, 64, LongDocuments.HEAD).embedder().embed(utf8);
    float[] ends = config(Pooling.MEAN, 64, LongDocuments.HEAD_AND_TAIL).embedder().embed(utf8);
    float[] windows = config(Pooling.MEAN, 64, LongDocuments.WINDOWS).embedder().embed(utf8);
    float[] socket = mean().embed(SOCKET.getBytes(UTF_8));

    // Its head knows nothing of sockets, its ends do.
    assertThat(dot(ends, socket)).isGreaterThan(dot(head, socket) + 0.1);
    assertThat(dot(windows, head)).isBetween(0.5, 0.9999);
    assertThat(
            config(Pooling.MEAN, 64, LongDocuments.HEAD)
                .embedder()
                .embed((text + "x").getBytes(UTF_8)))
        .isEqualTo(head);
  }

  @Test
  void aSharedModelGivesEveryThreadTheSameVectors() throws Exception {
    Embedder embedder = mean();
    List<byte[]> texts =
        List.of(SORT.getBytes(UTF_8), ORDER.getBytes(UTF_8), SOCKET.getBytes(UTF_8));
    List<float[]> alone = embedder.embedAll(texts);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<List<float[]>>> results = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        results.add(threads.submit(() -> embedder.embedAll(texts)));
      }
      for (Future<List<float[]>> result : results) {
        for (int text = 0; text < texts.size(); text++) {
          assertThat(result.get().get(text)).containsExactly(alone.get(text), within(1e-5f));
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void travelsByItsPath() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(mean());
    }
    assertThat(bytes.size()).isLessThan(2_000);
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Embedder arrived = (Embedder) in.readObject();
      assertThat(arrived.embed(SORT.getBytes(UTF_8)))
          .containsExactly(mean().embed(SORT.getBytes(UTF_8)), within(1e-5f));
    }
  }

  @Test
  void refusesABatchThatAModelScalesTogether() {
    assertThatThrownBy(
            () ->
                new EmbedderConfig.Onnx(model, Pooling.MEAN, 64, LongDocuments.HEAD, 1, 8, 1)
                    .embedder())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Invalid batch: 8 (expected 1, for ");
  }

  @Test
  void refusesWhatIsNoModel(@TempDir Path folder) throws IOException {
    EmbedderConfig.Onnx absent =
        new EmbedderConfig.Onnx(folder.toString(), Pooling.MEAN, 64, LongDocuments.HEAD, 1, 1, 1);

    assertThatThrownBy(absent::embedder)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Cannot use the model in %s: %s cannot be read"
                .formatted(folder, folder.resolve("model.onnx")));
    OnnxModels.miniLm(folder);
    Files.writeString(folder.resolve("model.onnx"), "no model");
    assertThatThrownBy(absent::embedder)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "Cannot use the model %s: ".formatted(folder.resolve("model.onnx")));
    assertThatThrownBy(() -> config(Pooling.MEAN, 2, LongDocuments.HEAD).embedder())
        .hasMessageStartingWith("Invalid max-tokens: 2 (expected more than the special tokens of ");
    assertThatThrownBy(() -> config(Pooling.MEAN, 0, LongDocuments.HEAD))
        .hasMessage("Invalid max-tokens: 0 (expected at least 1)");
  }

  private static double dot(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return sum;
  }
}
