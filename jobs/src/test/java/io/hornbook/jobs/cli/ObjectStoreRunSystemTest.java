package io.hornbook.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Storage;
import io.hornbook.jobs.testing.ObjectStore;
import io.hornbook.jobs.testing.UnsteadyProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program with its run folder on an S3 server, which refuses requests and goes away in between.
 */
@Tag("system")
class ObjectStoreRunSystemTest {
  private static final org.apache.hadoop.fs.Path RUN =
      new org.apache.hadoop.fs.Path("s3a://corpus/runs/one");

  @TempDir private static Path temporary;

  private static ObjectStore store;
  private static UnsteadyProxy proxy;

  @BeforeAll
  static void startStore() throws Exception {
    store = ObjectStore.start(Files.createDirectories(temporary.resolve("objects")));
    proxy = UnsteadyProxy.before(store.port(), 25);
  }

  @AfterAll
  static void stopStore() throws Exception {
    proxy.close();
    store.close();
  }

  @Test
  void givesTheSameDigestsThoughTheProgramIsKilledAndTheStoreGoesAwayForAWhile() throws Exception {
    Process killed = start("killed");
    awaitFilesOf("measure", killed);
    killed.destroyForcibly().onExit().join();

    Process program = start("again");
    awaitFilesOf("dedup", program);
    store.restart(2000);
    assertThat(program.waitFor(15, TimeUnit.MINUTES)).isTrue();

    assertThat(program.exitValue()).as(() -> Programs.read(log("again"))).isZero();
    assertThat(Programs.digests(folder())).isEqualTo(Programs.referenceDigests());
    assertThat(strays()).isEmpty();
    assertThat(store.ask("?uploads")).doesNotContain("<UploadId>");
    assertThat(proxy.refused()).isGreaterThan(10);
    assertThat(proxy.conditional())
        .filteredOn(path -> path.endsWith("/manifest.json"))
        .hasSize(Catalogue.JOBS.size());
    assertThat(committers()).isNotEmpty().allMatch(success -> success.contains("\"magic\""));
  }

  /** Waits until a job has begun to write. */
  private static void awaitFilesOf(String job, Process program) throws Exception {
    org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(RUN, job);
    while (storage().files(folder).isEmpty()) {
      assertThat(program.isAlive()).isTrue();
      Thread.sleep(100);
    }
  }

  private static List<String> strays() {
    RunFolder run = folder();
    List<String> attempts =
        Programs.digests(run).keySet().stream()
            .map(job -> run.job(job) + "/attempt-" + run.published(job).attempt())
            .toList();
    return storage().files(RUN).stream()
        .map(file -> file.getPath().toString())
        .filter(file -> attempts.stream().noneMatch(file::startsWith))
        .filter(file -> !file.endsWith("/manifest.json") && !file.endsWith("/run.json"))
        .toList();
  }

  private static List<String> committers() {
    return storage().files(RUN).stream()
        .map(FileStatus::getPath)
        .filter(path -> path.getName().equals("_SUCCESS"))
        .map(path -> new String(storage().read(path).orElseThrow(), StandardCharsets.UTF_8))
        .toList();
  }

  private static Process start(String name) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                TestData.root().resolve("deploy/hornbook").toString(),
                "pipeline",
                "--config",
                Programs.small(temporary).toString(),
                "--run",
                RUN.toString())
            .redirectErrorStream(true)
            .redirectOutput(log(name).toFile());
    builder
        .environment()
        .put(
            "HORNBOOK_OPTS",
            "-Dspark.master=local[2] " + String.join(" ", ObjectStore.options(proxy.port())));
    builder.environment().put("HORNBOOK_HEAP", "2g");
    return builder.start();
  }

  private static Path log(String name) {
    return temporary.resolve(name + ".log");
  }

  private static RunFolder folder() {
    return new RunFolder(storage(), RUN);
  }

  private static Storage storage() {
    Configuration configuration = new Configuration();
    for (String option : store.options()) {
      String[] pair = option.substring("-Dspark.hadoop.".length()).split("=", 2);
      configuration.set(pair[0], pair[1]);
    }
    return new Storage(configuration);
  }
}
