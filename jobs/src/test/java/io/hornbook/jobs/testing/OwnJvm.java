package io.hornbook.jobs.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.jobs.run.Sessions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Runs a main class with the tests' class path in a JVM of its own, since a JVM has one session.
 */
public final class OwnJvm {
  private OwnJvm() {}

  /** Runs the class until it ends well; what it prints is in {@code folder/log}. */
  public static void run(Class<?> main, Path folder, String... arguments)
      throws IOException, InterruptedException {
    assertThat(start(main, folder, arguments).waitFor()).as(() -> log(folder)).isZero();
  }

  /** Starts the class; what it prints is in {@code folder/log}, what it leaves, in the folder. */
  public static Process start(Class<?> main, Path folder, String... arguments) throws IOException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent"))
        .forEach(command::add);
    System.getProperties()
        .forEach(
            (key, value) -> {
              if (key.toString().startsWith("hornbook.")) {
                command.add("-D" + key + "=" + value);
              }
            });
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  /** The session of such a JVM, with so many partitions behind each exchange. */
  public static SparkSession session(String master, String partitions) {
    return Sessions.start(
        new SparkConf()
            .setMaster(master)
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.sql.shuffle.partitions", partitions));
  }

  /** What the class has printed. */
  public static String log(Path folder) {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
