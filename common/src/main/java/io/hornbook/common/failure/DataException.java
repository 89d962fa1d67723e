package io.hornbook.common.failure;

/** The data cannot be processed as it is, beyond what the quarantine takes: exit code 3. */
public final class DataException extends HornbookException {
  public DataException(String message) {
    this(message, null);
  }

  public DataException(String message, Throwable cause) {
    super(3, message, cause);
  }
}
