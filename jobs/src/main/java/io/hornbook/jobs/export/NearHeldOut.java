package io.hornbook.jobs.export;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.api.java.UDF1;

/** Whether a text is near to a held-out one. */
final class NearHeldOut implements UDF1<String, Boolean> {
  private static final long serialVersionUID = 1;

  private final TextShingles shingles;
  private final Broadcast<HeldOutIndex> index;

  NearHeldOut(TextShingles shingles, Broadcast<HeldOutIndex> index) {
    this.shingles = shingles;
    this.index = index;
  }

  @Override
  public Boolean call(String text) {
    return index.value().isNear(shingles.call(text));
  }
}
