package io.hornbook.common.failure;

/** Nothing is wrong, but what is waited for is not there yet; ask again later: exit code 4. */
public final class NotReadyException extends HornbookException {
  public NotReadyException(String message) {
    super(4, message, null);
  }
}
