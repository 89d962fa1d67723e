package io.hornbook.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.launcher.JavaModuleOptions;

/** Runs the program inside the tests' JVM, and reads what it published. */
final class Programs {
  /**
   * A config of the demo's smaller sources: one standard library, the question site, the leaked
   * files.
   */
  static final String SMALL =
      """
      corpus: small
      buckets: 3
      ingest:
        sources:
          - kind: archives
            name: jython-2.7
            root: %1$s/jython-standalone-2.7.4.jar
            repository: jython/jython
            revision: "2.7.4"
            folder: Lib/
            include: ["**/*.py"]
            licences: [PSF-2.0]
          - kind: archives
            name: cpython-3.12
            root: %1$s/python-resources-25.0.1.jar
            repository: python/cpython
            revision: "3.12"
            folder: META-INF/resources/libpython/
            include: ["{email,json,collections,unittest}/**/*.py"]
            licences: [PSF-2.0]
          - kind: archives
            name: cpython-3.11
            root: %1$s/python-resources-24.2.2.jar
            repository: python/cpython
            revision: "3.11"
            folder: META-INF/resources/libpython/
            include: ["{email,json,collections,unittest}/**/*.py"]
            licences: [PSF-2.0]
          - kind: stack-exchange
            name: questions
            root: %2$s/conf/demo/stackexchange
            repository: python.beginners.example
          - kind: files
            name: leaked
            root: %2$s/conf/demo/leaked
            include: ["**/*.py"]
            repository: example/leaked
            licences: [CC0-1.0]
      label:
        recorded:
          path: %2$s/conf/demo/labels.jsonl
      train-classifier:
        forest: {trees: 20, depth: 5}
        # Its labelled texts are of repositories that share their files: one group.
        validation: {group-by: none}
      decontaminate:
        benchmarks:
          - name: demo
            path: %2$s/conf/demo/benchmark.jsonl
            format: {kind: human-eval}
      export:
        shard-bytes: 200000
      select:
        quality-at-least: 0.3
      """;

  /** Spark as a distribution has it, from the jars that the build resolved. */
  static final Path SPARK = TestData.root().resolve("jobs/target/spark");

  /** What a command printed, and its exit code. */
  record Result(int exitCode, String out, String err) {}

  private static Map<String, String> referenceDigests;

  private Programs() {}

  static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true));
    return new Result(Main.execute(console, arguments), out.toString(), err.toString());
  }

  /** Writes the small config below a folder. */
  static Path small(Path folder) throws IOException {
    Path demoInput = TestData.demoInput("").toAbsolutePath();
    return Files.writeString(
        folder.resolve("small.yaml"), SMALL.formatted(demoInput, TestData.root()));
  }

  static RunFolder folder(Path run) {
    return new RunFolder(
        new Storage(new Configuration()), new org.apache.hadoop.fs.Path(run.toUri()));
  }

  /** The digests of all jobs' results. */
  static Map<String, String> digests(Path run) {
    return digests(folder(run));
  }

  /** The digests of all jobs' results. */
  static Map<String, String> digests(RunFolder folder) {
    Map<String, String> digests = new TreeMap<>();
    for (String job : Catalogue.names()) {
      folder.manifest(job).map(Manifest::digest).ifPresent(digest -> digests.put(job, digest));
    }
    return digests;
  }

  /**
   * The digests of the small config's results by the launcher on one core: what every other way to
   * run it must give. Made once for all tests of a JVM.
   */
  static synchronized Map<String, String> referenceDigests() throws Exception {
    if (referenceDigests == null) {
      Path folder = Files.createTempDirectory("reference");
      Path log = folder.resolve("log");
      ProcessBuilder builder =
          new ProcessBuilder(
                  TestData.root().resolve("deploy/hornbook").toString(),
                  "pipeline",
                  "--config",
                  small(folder).toString(),
                  "--run",
                  folder.resolve("run").toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("HORNBOOK_OPTS", "-Dspark.master=local[1]");
      builder.environment().put("HORNBOOK_HEAP", "2g");
      assertThat(builder.start().waitFor()).as(() -> read(log)).isZero();
      referenceDigests = digests(folder.resolve("run"));
    }
    return referenceDigests;
  }

  /**
   * What {@code bin/spark-submit} of a distribution runs, with the class path of one.
   *
   * @param home where the program's jar and {@code lib/} lie
   */
  static List<String> sparkSubmit(Path home) throws IOException {
    List<String> command = new ArrayList<>(List.of("java", "-Xmx2g"));
    Collections.addAll(command, JavaModuleOptions.defaultModuleOptions().trim().split("\\s+", -1));
    try (var jars = Files.list(home.resolve("lib"))) {
      List<String> lib = jars.map(Path::toString).sorted().toList();
      command.addAll(
          List.of(
              "-cp",
              SPARK.resolve("jars") + "/*",
              "org.apache.spark.deploy.SparkSubmit",
              "--master",
              "local[2]",
              "--conf",
              "spark.driver.host=127.0.0.1",
              "--conf",
              "spark.ui.enabled=false",
              "--jars",
              String.join(",", lib),
              "--class",
              "io.hornbook.jobs.cli.Main",
              home.resolve("hornbook-jobs.jar").toString()));
    }
    return command;
  }

  /** What a program has printed. */
  static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
