package io.hornbook.jobs.label;

import java.io.Serializable;

/** Masks what must not leave the run: personal data and secrets. Runs on the executors. */
@FunctionalInterface
public interface TextRedaction extends Serializable {
  /** The text with everything sensitive masked. */
  String redact(String text);
}
