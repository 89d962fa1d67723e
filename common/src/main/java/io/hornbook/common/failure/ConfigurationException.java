package io.hornbook.common.failure;

/**
 * The command line, the config or the run folder must change before the job can run: exit code 2.
 */
public final class ConfigurationException extends HornbookException {
  public ConfigurationException(String message) {
    this(message, null);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(2, message, cause);
  }
}
