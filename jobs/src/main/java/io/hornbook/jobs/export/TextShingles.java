package io.hornbook.jobs.export;

import io.hornbook.common.token.Shingles;
import io.hornbook.common.token.Tokenizer;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.api.java.UDF1;

/** The shingle set of a text, ascending. */
final class TextShingles implements UDF1<String, long[]> {
  private static final long serialVersionUID = 1;

  private final Tokenizer tokenizer;
  private final int length;

  TextShingles(ExportConfig.HeldOut heldOut) {
    tokenizer = Tokenizer.of(heldOut.tokenizer());
    length = heldOut.shingleLength();
  }

  @Override
  public long[] call(String text) {
    return Shingles.of(tokenizer.tokenize(text.getBytes(StandardCharsets.UTF_8)), length);
  }
}
