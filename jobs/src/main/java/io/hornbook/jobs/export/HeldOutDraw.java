package io.hornbook.jobs.export;

import io.hornbook.common.hash.Mix64;
import java.nio.ByteBuffer;
import org.apache.spark.sql.api.java.UDF1;

/** Whether a document of this id is held out: a draw that the seed and the id alone decide. */
final class HeldOutDraw implements UDF1<byte[], Boolean> {
  private static final long serialVersionUID = 1;

  private final long seed;
  private final double share;

  /**
   * @param share of the ids that are drawn, in [0, 1); a larger share draws what a smaller one does
   */
  HeldOutDraw(long seed, double share) {
    this.seed = seed;
    this.share = share;
  }

  @Override
  public Boolean call(byte[] id) {
    ByteBuffer halves = ByteBuffer.wrap(id);
    long draw = Mix64.mix(Mix64.mix(seed ^ halves.getLong()) + halves.getLong());
    return (draw >>> 11) * 0x1p-53 < share;
  }
}
