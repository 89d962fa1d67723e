package io.hornbook.jobs.embed;

import io.hornbook.common.embed.Embedder;
import org.apache.spark.sql.api.java.UDF1;

/** The vector of a text in UTF-8. */
final class TextVector implements UDF1<byte[], float[]> {
  private static final long serialVersionUID = 1;

  private final Embedder embedder;

  TextVector(Embedder embedder) {
    this.embedder = embedder;
  }

  @Override
  public float[] call(byte[] utf8) {
    return embedder.embed(utf8);
  }
}
