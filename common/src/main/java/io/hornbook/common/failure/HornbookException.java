package io.hornbook.common.failure;

/**
 * A failure whose message is meant for the user: one sentence that says what, where and what to do,
 * of the form {@code Cannot <verb> <object>: <reason>} or {@code Invalid <thing>: <value> (expected
 * …)}.
 */
public abstract sealed class HornbookException extends RuntimeException
    permits ConfigurationException, DataException, NotReadyException {
  private final int exitCode;

  HornbookException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The exit code of the process that this failure ends: 2, 3 or 4. */
  public final int exitCode() {
    return exitCode;
  }
}
