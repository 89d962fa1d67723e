package io.hornbook.common.embed;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.failure.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A folder with {@code model.onnx} and {@code tokenizer.json}, and perhaps with {@code
 * model.onnx_data}, where the exporter puts the weights of large models; the same path on every
 * machine.
 *
 * @param folder its path
 * @param threads that one call uses
 */
record OnnxFiles(String folder, int threads) implements Serializable {
  /** What ONNX Runtime names the operator that scales a whole batch together. */
  private static final String SCALES_BATCH = "DynamicQuantizeLinear";

  Path model() {
    return Path.of(folder, "model.onnx");
  }

  Path tokenizer() {
    return Path.of(folder, "tokenizer.json");
  }

  private Path weights() {
    return Path.of(folder, "model.onnx_data");
  }

  /** The digest of all files: of their digests in hexadecimal digits, a line each. */
  Sha256 digest() {
    String lines = digest(model()) + "\n" + digest(tokenizer());
    return Sha256.of(Files.exists(weights()) ? lines + "\n" + digest(weights()) : lines);
  }

  private static Sha256 digest(Path file) {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digesting =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digesting.transferTo(OutputStream.nullOutputStream());
      return Sha256.wrap(digesting.getMessageDigest().digest());
    } catch (IOException e) {
      throw new ConfigurationException(
          "Cannot use the model in %s: %s cannot be read".formatted(file.getParent(), file), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** Whether the model scales all texts of a batch together, so that neighbours change a vector. */
  boolean scalesBatch() {
    try {
      String bytes = Files.readString(model(), StandardCharsets.ISO_8859_1);
      return bytes.contains(SCALES_BATCH);
    } catch (IOException e) {
      throw new ConfigurationException("Cannot read the model " + model(), e);
    }
  }
}
