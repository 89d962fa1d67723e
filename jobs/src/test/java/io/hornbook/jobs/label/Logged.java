package io.hornbook.jobs.label;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged while it is open, with what Spark logs of its tasks. */
final class Logged extends AbstractAppender implements AutoCloseable {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger root = (Logger) LogManager.getRootLogger();
  private final Level before = root.getLevel();

  private Logged() {
    super("logged", null, null, true, Property.EMPTY_ARRAY);
  }

  static Logged everything() {
    Logged logged = new Logged();
    logged.start();
    Configurator.setRootLevel(Level.DEBUG);
    logged.root.addAppender(logged);
    return logged;
  }

  @Override
  public void append(LogEvent event) {
    lines.add(event.getLoggerName() + ": " + event.getMessage().getFormattedMessage());
    if (event.getThrown() != null) {
      lines.add(event.getThrown().toString());
    }
  }

  String text() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    root.removeAppender(this);
    Configurator.setRootLevel(before);
    stop();
  }
}
