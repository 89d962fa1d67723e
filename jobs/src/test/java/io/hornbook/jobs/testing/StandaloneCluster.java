package io.hornbook.jobs.testing;

import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A master and two workers of two cores each, as {@code deploy/cluster} starts them. */
public final class StandaloneCluster {
  private static final String SCRIPT =
      TestData.root().resolve("deploy/cluster/hornbook-cluster").toString();

  private final Path folder;
  private final int port;

  private StandaloneCluster(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts a cluster that keeps its logs and its workers' files below {@code folder}. */
  public static StandaloneCluster start(Path folder) throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(folder, freePair());
    cluster.call("start");
    return cluster;
  }

  // The master's page is one port further.
  private static int freePair() throws IOException {
    try (ServerSocket socket = new ServerSocket(0);
        ServerSocket page = new ServerSocket(socket.getLocalPort() + 1)) {
      return page.getLocalPort() - 1;
    } catch (BindException e) {
      return freePair();
    }
  }

  /** Begins a Hornbook command by spark-submit; what it prints goes to {@code log}. */
  public Process submit(Path log, List<String> options, List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(List.of(SCRIPT, "submit"));
    whole.addAll(options);
    whole.addAll(command);
    return builder(whole, log).start();
  }

  /** Kills (-9) the first worker that lives, and starts another one in its place. */
  public void replaceAWorker() throws IOException, InterruptedException {
    for (int number = 1; ; number++) {
      Path file = folder.resolve("worker-" + number + ".pid");
      Optional<ProcessHandle> worker =
          ProcessHandle.of(Long.parseLong(Files.readString(file).strip()));
      if (worker.isPresent() && worker.get().destroyForcibly()) {
        worker.get().onExit().join();
        call("worker");
        return;
      }
    }
  }

  private void call(String verb) throws IOException, InterruptedException {
    Path log = folder.resolve(verb + ".out");
    Files.createDirectories(folder);
    Process process = builder(List.of(SCRIPT, verb), log).start();
    if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException("Cannot " + verb + " the cluster: " + Files.readString(log));
    }
  }

  private ProcessBuilder builder(List<String> command, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("HORNBOOK_CLUSTER", folder.toString());
    builder.environment().put("HORNBOOK_PORT", Integer.toString(port));
    return builder;
  }

  /** Ends all its processes. */
  public void stop() throws IOException, InterruptedException {
    call("stop");
  }
}
