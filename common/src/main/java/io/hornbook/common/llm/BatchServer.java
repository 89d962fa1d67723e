package io.hornbook.common.llm;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A server that answers files of requests of one kind, in its own time (OpenAI's Batch API). Every
 * method is one exchange with it (listing and reading may be several), and is not tried again.
 */
public interface BatchServer<R extends LlmRequest> {
  /**
   * Where a batch stands.
   *
   * @param status the server's word: {@code validating}, {@code in_progress}, {@code completed} …
   * @param isFinal whether nothing more comes of it
   * @param answered how many of its requests the server counts as answered, if it says so
   * @param outputFile the answers, if there are any
   * @param errorFile the requests without an answer, if there are any
   * @param errors why the batch as a whole was not taken; empty if it was
   */
  record State(
      String status,
      boolean isFinal,
      OptionalLong answered,
      Optional<String> outputFile,
      Optional<String> errorFile,
      String errors) {}

  /**
   * A row of an output or error file.
   *
   * @param call what the request was called
   * @param status of the response; 0 without one
   * @param body of the response; empty without one
   * @param error the code and message of what stood in the way of a response; empty without one
   */
  record Row(String call, int status, String body, String error) {}

  /** A request as a line of a file, without its end. */
  String line(String call, R request);

  /** Uploads a file of such lines; its id. */
  String upload(Path file) throws CallFailure;

  /** Creates a batch of an uploaded file, with {@code name} in its metadata; its id. */
  String create(String fileId, String name) throws CallFailure;

  /** The id of the batch that has {@code name} in its metadata, if there is one. */
  Optional<String> find(String name) throws CallFailure;

  /** Where a batch stands. */
  State state(String id) throws CallFailure;

  /** Hands over the rows of a file, in its order; lines that are no rows are passed over. */
  void rows(String fileId, Consumer<Row> consumer) throws CallFailure;
}
