package io.hornbook.jobs.testing;

import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** An S3 server in a process of its own, with one bucket {@code corpus}. */
public final class ObjectStore implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final int port;

  private Process process;

  private ObjectStore(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts a server that keeps its objects below {@code folder}. */
  public static ObjectStore start(Path folder) throws IOException, InterruptedException {
    ObjectStore store = new ObjectStore(folder, freePort());
    store.start();
    return store;
  }

  /** Kills the server, and starts it again with its objects after that many milliseconds. */
  public void restart(long milliseconds) throws IOException, InterruptedException {
    process.destroyForcibly().onExit().join();
    Thread.sleep(milliseconds);
    start();
  }

  private void start() throws IOException, InterruptedException {
    Path jar = TestData.root().resolve("jobs/target/object-store/s3mock-exec.jar");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "--server.address=127.0.0.1",
                "--server.port=" + freePort(),
                "--com.adobe.testing.s3mock.http-port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(Path.of(folder + ".log").toFile()));
    builder.environment().put("COM_ADOBE_TESTING_S3MOCK_STORE_INITIAL_BUCKETS", "corpus");
    builder.environment().put("COM_ADOBE_TESTING_S3MOCK_STORE_ROOT", folder.toString());
    builder.environment().put("COM_ADOBE_TESTING_S3MOCK_STORE_RETAIN_FILES_ON_EXIT", "true");
    process = builder.start();
    awaitReady();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!answers()) {
      if (Instant.now().isAfter(end) || !process.isAlive()) {
        throw new IllegalStateException("The object store does not answer on port " + port);
      }
      Thread.sleep(200);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      HttpRequest list = HttpRequest.newBuilder(uri("")).build();
      return http.send(list, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Puts an object. */
  public void put(String key, byte[] content) throws IOException, InterruptedException {
    HttpRequest put =
        HttpRequest.newBuilder(uri(key))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
            .build();
    int status = http.send(put, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException("Cannot put " + key + ": status " + status);
    }
  }

  /** The answer to a GET of that query on the bucket, such as {@code ?uploads}. */
  public String ask(String query) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(query)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** What a program needs to reach the store by {@code s3a://corpus/}. */
  public List<String> options() {
    return options(port);
  }

  /** The same, by way of another port. */
  public static List<String> options(int port) {
    return List.of(
        "-Dspark.hadoop.fs.s3a.endpoint=http://127.0.0.1:" + port,
        "-Dspark.hadoop.fs.s3a.endpoint.region=us-east-1",
        "-Dspark.hadoop.fs.s3a.path.style.access=true",
        "-Dspark.hadoop.fs.s3a.connection.ssl.enabled=false",
        "-Dspark.hadoop.fs.s3a.access.key=key",
        "-Dspark.hadoop.fs.s3a.secret.key=secret");
  }

  /** The same for a program that is the test itself, by way of a port. */
  public static Configuration configuration(int port) {
    Configuration configuration = new Configuration();
    for (String option : options(port)) {
      String[] parts = option.substring("-Dspark.hadoop.".length()).split("=", 2);
      configuration.set(parts[0], parts[1]);
    }
    return configuration;
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  private URI uri(String key) {
    return URI.create("http://127.0.0.1:" + port + "/corpus/" + key);
  }

  /**
   * Stops the server, and forgets Hadoop's cached client of its bucket: the next one's port
   * differs.
   */
  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
    FileSystem.get(URI.create("s3a://corpus/"), configuration(port)).close();
  }
}
