package io.hornbook.common.contamination;

import io.hornbook.common.ast.AstSettings;
import io.hornbook.common.ngram.SearchSettings;
import io.hornbook.common.signal.MeasureLimits;
import java.io.Serializable;

/**
 * How documents are compared with benchmarks.
 *
 * @param search of exact matches and n-grams
 * @param ast of functions
 * @param maxParsedBytes a longer text is not parsed
 * @param parseStepsPerKb bounds the parser's work on a text
 */
public record ContaminationSettings(
    SearchSettings search, AstSettings ast, long maxParsedBytes, long parseStepsPerKb)
    implements Serializable {
  public ContaminationSettings {
    // The same limits, told of the same keys.
    new MeasureLimits(maxParsedBytes, parseStepsPerKb);
  }
}
