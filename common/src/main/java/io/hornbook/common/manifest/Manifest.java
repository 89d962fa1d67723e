package io.hornbook.common.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one job published in a run: where its rows lie, what they were made from, and how every
 * record is accounted for. Paths are relative to the run folder, with {@code /}.
 *
 * @param schema {@value #SCHEMA}
 * @param job the job's name, such as {@code dedup}
 * @param attempt the attempt that is published: its files lie below {@code <job>/attempt-<attempt>}
 * @param fingerprint SHA-256 in hex over the job, its config, its seed and its inputs: the same
 *     fingerprint means that running the job again changes nothing
 * @param digest SHA-256 in hex over the digests of its tables and of its other results: equal
 *     content has an equal digest, wherever and in whatever order it was computed
 * @param config the job's resolved config; secrets are never part of it
 * @param inputs the digests of the jobs that were read
 * @param external the files outside the run that were read
 * @param tables what was written as Parquet
 * @param digests digests of results that are no tables, such as a forest, by name
 * @param artifacts other files of the attempt
 * @param accounting where every record went
 * @param metrics what the job measured; its keys are the job's own
 * @param versions of Hornbook, Spark and Java
 * @param started when the attempt began
 * @param finished when it was published
 */
public record Manifest(
    String schema,
    String job,
    String attempt,
    String fingerprint,
    String digest,
    JsonNode config,
    List<InputJob> inputs,
    List<ExternalFile> external,
    List<PublishedTable> tables,
    Map<String, String> digests,
    List<PublishedFile> artifacts,
    Accounting accounting,
    JsonNode metrics,
    Map<String, String> versions,
    Instant started,
    Instant finished) {
  /** The version of the manifest's JSON schema. */
  public static final String SCHEMA = "hornbook/manifest/1";

  public Manifest {
    if (!SCHEMA.equals(schema)) {
      throw new IllegalArgumentException(
          "Invalid manifest schema: " + schema + " (expected " + SCHEMA + ")");
    }
  }

  /** The published table of that name. */
  public Optional<PublishedTable> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /**
   * A job that was read.
   *
   * @param job its name
   * @param digest its {@link Manifest#digest()}
   * @param runsBack how many runs back in the chain it was published: 0 in the run itself, 1 in its
   *     base run
   */
  public record InputJob(
      String job, String digest, @JsonInclude(JsonInclude.Include.NON_DEFAULT) int runsBack) {
    /** A job of the run itself. */
    public InputJob(String job, String digest) {
      this(job, digest, 0);
    }
  }

  /**
   * A file outside the run that was read.
   *
   * @param path relative to its source's root, so that a copy elsewhere is the same input
   * @param bytes its length
   * @param modified its modification time
   */
  public record ExternalFile(String path, long bytes, Instant modified) {}

  /**
   * A file of the attempt.
   *
   * @param path relative to the run folder
   * @param bytes its length; a reader refuses a file of another length
   */
  public record PublishedFile(String path, long bytes) {}

  /**
   * A column.
   *
   * @param name in snake_case
   * @param type Spark's SQL type, such as {@code array<float>}
   */
  public record Column(String name, String type) {}

  /**
   * A table.
   *
   * @param name such as {@code documents}
   * @param version of its columns' meaning
   * @param columns in order
   * @param buckets into how many files its rows are hashed (by {@code document_id}, but for tables
   *     that are looked up by something else); 0 for a table that is not bucketed
   * @param rows how many rows it has
   * @param digest {@link RowDigest#hex()} of its rows
   * @param files all its files; a bucketed table's file names end in {@code _<bucket>.c000…}
   */
  public record PublishedTable(
      String name,
      int version,
      List<Column> columns,
      int buckets,
      long rows,
      String digest,
      List<PublishedFile> files) {}
}
