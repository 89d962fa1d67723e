package io.hornbook.common.llm;

/** A server that answers requests of one kind. Implementations are safe for many threads. */
public interface LlmServer<R extends LlmRequest> extends AutoCloseable {
  /**
   * Sends a request once: no retries.
   *
   * @return the whole body of the response, unread: it is paid for, whatever it holds
   * @throws CallFailure if there is no such body
   */
  String send(R request) throws CallFailure;

  @Override
  void close();
}
