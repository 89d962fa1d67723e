package io.hornbook.common.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Where the real data of the tests lies. */
public final class TestData {
  private TestData() {}

  /** The repository's root. */
  public static Path root() {
    return Path.of(System.getProperty("hornbook.root", "..")).toAbsolutePath().normalize();
  }

  /** A jar of the demo's input, resolved by the build: {@code python-resources-25.0.1.jar}. */
  public static Path demoInput(String jar) {
    return Path.of(System.getProperty("hornbook.demo.input", "target/demo-input"), jar);
  }

  /**
   * A published file below {@code HORNBOOK_DATA} (default {@code ../shared/data} beside the
   * repository), such as {@code benchmarks/HumanEval.jsonl.gz}; the test is skipped, by name, where
   * it is absent. CONTRIBUTING.md says where each is downloaded.
   */
  public static Path published(String path) {
    String folder = System.getenv("HORNBOOK_DATA");
    Path file =
        Path.of(folder == null ? System.getProperty("hornbook.data") : folder).resolve(path);
    return Files.exists(file)
        ? file
        : abort("Skipped: " + file + " is absent (CONTRIBUTING.md, \"Published data\").");
  }

  /**
   * Every {@code .py} file below {@code folder} in a jar of the demo's input, by path, in order.
   */
  public static Map<String, byte[]> pythonFiles(String jar, String folder) {
    return files(jar, folder, ".py");
  }

  /** Every file below {@code folder} in such a jar whose name ends so, by path, in order. */
  public static Map<String, byte[]> files(String jar, String folder, String suffix) {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(demoInput(jar).toFile())) {
      zip.stream()
          .filter(entry -> entry.getName().startsWith(folder) && entry.getName().endsWith(suffix))
          .forEach(entry -> files.put(entry.getName(), bytes(zip, entry)));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry) {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
