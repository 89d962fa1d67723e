package io.hornbook.common.embed;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.hornbook.common.failure.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model and its tokenizer in memory: one of each in a JVM, for all its tasks, which call it at
 * the same time. Its memory is native, and is given back with the JVM.
 */
final class OnnxModel {
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";
  private static final List<String> INPUTS = List.of(IDS, MASK, TYPES);

  /** Any word that a tokenizer does not drop: what stands around it are the special tokens. */
  private static final String PROBE = "a";

  private static final Map<OnnxFiles, OnnxModel> LOADED = new ConcurrentHashMap<>();

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final HuggingFaceTokenizer tokenizer;
  private final OrtSession session;
  private final long[] prefix;
  private final long[] suffix;

  private OnnxModel(OnnxFiles files) throws OrtException, IOException {
    tokenizer =
        HuggingFaceTokenizer.builder()
            .optTokenizerPath(files.tokenizer())
            .optTruncation(false)
            .optPadding(false)
            .build();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(files.threads());
      options.setInterOpNumThreads(1);
      // Threads that wait in a loop would take the cores of the other tasks.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      session = environment.createSession(files.model().toString(), options);
    }
    long[] bare = tokenizer.encode(PROBE, false, false).getIds();
    long[] full = tokenizer.encode(PROBE, true, false).getIds();
    int before = indexOf(full, bare);
    prefix = Arrays.copyOfRange(full, 0, before);
    suffix = Arrays.copyOfRange(full, before + bare.length, full.length);
    refuseUnknownInputs(files.model());
  }

  /**
   * The model of these files, loaded the first time.
   *
   * @throws ConfigurationException if they cannot be read, or are no such model
   */
  static OnnxModel of(OnnxFiles files) {
    return LOADED.computeIfAbsent(
        files,
        missing -> {
          try {
            return new OnnxModel(missing);
          } catch (OrtException | IOException e) {
            throw refused(missing.model(), e.getMessage(), e);
          }
        });
  }

  private static int indexOf(long[] full, long[] bare) {
    int index = 0;
    while (!Arrays.equals(
        full, index, Math.min(full.length, index + bare.length), bare, 0, bare.length)) {
      index++;
    }
    return index;
  }

  private void refuseUnknownInputs(Path model) {
    for (String input : session.getInputNames()) {
      if (!INPUTS.contains(input)) {
        throw refused(model, "it asks for %s (expected some of %s)".formatted(input, INPUTS), null);
      }
    }
  }

  private static ConfigurationException refused(Path model, String reason, Exception cause) {
    return new ConfigurationException(
        "Cannot use the model %s: %s".formatted(model, reason), cause);
  }

  /** The length of the vectors of its tokens. */
  int dimensions(Path model) {
    try {
      NodeInfo output = session.getOutputInfo().values().iterator().next();
      long[] shape = ((TensorInfo) output.getInfo()).getShape();
      if (shape.length != 3 || shape[2] < 1) {
        throw refused(
            model,
            "its first output is of shape %s (expected texts, tokens and a fixed number of dimensions)"
                .formatted(Arrays.toString(shape)),
            null);
      }
      return (int) shape[2];
    } catch (OrtException e) {
      throw refused(model, e.getMessage(), e);
    }
  }

  /** How many tokens a window of so many has for a text. */
  int capacity(int maxTokens) {
    return maxTokens - prefix.length - suffix.length;
  }

  /** The tokens of a text, without the special ones. */
  long[] tokens(String text) {
    return text.isEmpty() ? new long[0] : tokenizer.encode(text, false, false).getIds();
  }

  /** A window with the special tokens around it. */
  long[] framed(long[] window) {
    long[] framed = new long[prefix.length + window.length + suffix.length];
    System.arraycopy(prefix, 0, framed, 0, prefix.length);
    System.arraycopy(window, 0, framed, prefix.length, window.length);
    System.arraycopy(suffix, 0, framed, prefix.length + window.length, suffix.length);
    return framed;
  }

  /** The vectors of all tokens of framed windows, the shorter ones followed by padding. */
  float[][][] run(List<long[]> windows) {
    int longest = windows.stream().mapToInt(window -> window.length).max().orElseThrow();
    long[][] ids = new long[windows.size()][longest];
    long[][] mask = new long[windows.size()][longest];
    for (int i = 0; i < ids.length; i++) {
      System.arraycopy(windows.get(i), 0, ids[i], 0, windows.get(i).length);
      Arrays.fill(mask[i], 0, windows.get(i).length, 1);
    }
    Map<String, long[][]> values =
        Map.of(IDS, ids, MASK, mask, TYPES, new long[windows.size()][longest]);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String input : session.getInputNames()) {
        inputs.put(input, OnnxTensor.createTensor(environment, values.get(input)));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        return (float[][][]) result.get(0).getValue();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("Cannot embed: " + e.getMessage(), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }
}
