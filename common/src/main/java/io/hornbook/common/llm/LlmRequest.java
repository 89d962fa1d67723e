package io.hornbook.common.llm;

/** One request to a model, rendered to the last character. */
public interface LlmRequest {
  /** The model's name as the server knows it. */
  String model();

  /** Hex of a hash over everything that the server is asked, and nothing else. */
  String sha256();

  /** No tokeniser makes more input tokens of this request: its bytes and the server's own frame. */
  long maxInputTokens();

  /** The server is told to stop after so many output tokens; 0 where there is no output. */
  long maxOutputTokens();
}
