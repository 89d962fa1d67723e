package io.hornbook.common.embed;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.failure.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Vectors of a neural model, run in the process that calls it. It travels as the model's path; the
 * files are read where it is used.
 */
public final class OnnxEmbedder implements Embedder {
  private static final long serialVersionUID = 1;

  /** Of a text, so many characters a token are looked at; runs of white space are few tokens. */
  private static final int CHARACTERS_A_TOKEN = 32;

  /** Texts that come together: enough to sort by length, and some megabytes at most. */
  private static final int TEXTS_TOGETHER = 16;

  private final EmbedderConfig.Onnx config;
  private final OnnxFiles files;
  private final String fingerprint;
  private final int dimensions;

  OnnxEmbedder(EmbedderConfig.Onnx config) {
    this.config = config;
    this.files = new OnnxFiles(config.model(), config.threads());
    Sha256 digest =
        Sha256.of(
            "%s %s %d %s %d"
                .formatted(
                    files.digest(),
                    config.pooling(),
                    config.maxTokens(),
                    config.longDocuments(),
                    config.maxWindows()));
    this.fingerprint = "onnx-v1-" + digest.hex().substring(0, 32);
    OnnxModel model = OnnxModel.of(files);
    this.dimensions = model.dimensions(files.model());
    if (model.capacity(config.maxTokens()) < 1) {
      throw new ConfigurationException(
          "Invalid max-tokens: %d (expected more than the special tokens of %s)"
              .formatted(config.maxTokens(), files.tokenizer()));
    }
    if (config.batch() > 1 && files.scalesBatch()) {
      throw new ConfigurationException(
          "Invalid batch: %d (expected 1, for %s scales the activations of a batch together, so that a vector would depend on its neighbours)"
              .formatted(config.batch(), files.model()));
    }
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  /** Processors and versions of the runtime add in other orders. */
  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public int batch() {
    return config.batch() == 1 ? 1 : Math.max(TEXTS_TOGETHER, 2 * config.batch());
  }

  @Override
  public float[] embed(byte[] utf8) {
    return embedAll(List.of(utf8)).get(0);
  }

  @Override
  public List<float[]> embedAll(List<byte[]> texts) {
    OnnxModel model = OnnxModel.of(files);
    List<List<Window>> windows = new ArrayList<>();
    List<Window> all = new ArrayList<>();
    for (byte[] text : texts) {
      List<Window> own = windows(model, text);
      windows.add(own);
      all.addAll(own);
    }
    // Windows of like length together, so that little is padded.
    all.sort(Comparator.comparingInt(window -> window.tokens.length));
    for (int from = 0; from < all.size(); from += config.batch()) {
      run(model, all.subList(from, Math.min(all.size(), from + config.batch())));
    }
    return windows.stream().map(this::mean).toList();
  }

  /** A part of a text, and its vector once it is known. */
  private static final class Window {
    private final long[] tokens;
    private float[] vector;

    private Window(long[] tokens) {
      this.tokens = tokens;
    }
  }

  /** None for a text without tokens. */
  private List<Window> windows(OnnxModel model, byte[] utf8) {
    int capacity = model.capacity(config.maxTokens());
    int characters =
        CHARACTERS_A_TOKEN
            * capacity
            * (config.longDocuments() == LongDocuments.WINDOWS ? config.maxWindows() : 1);
    String text = new String(utf8, StandardCharsets.UTF_8);
    long[] tokens = model.tokens(config.longDocuments().bounded(text, characters));
    return tokens.length == 0
        ? List.of()
        : config.longDocuments().windows(tokens, capacity, config.maxWindows()).stream()
            .map(window -> new Window(model.framed(window)))
            .toList();
  }

  private void run(OnnxModel model, List<Window> batch) {
    float[][][] tokens = model.run(batch.stream().map(window -> window.tokens).toList());
    IntStream.range(0, batch.size())
        .forEach(
            i -> {
              Window window = batch.get(i);
              window.vector = config.pooling().pooled(tokens[i], window.tokens.length);
            });
  }

  private float[] mean(List<Window> windows) {
    if (windows.size() == 1) {
      return windows.get(0).vector;
    }
    double[] sum = new double[dimensions];
    for (Window window : windows) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += window.vector[i];
      }
    }
    return Pooling.normalised(sum);
  }
}
