package io.hornbook.jobs.label;

import io.hornbook.common.hash.Mix64;
import java.nio.ByteBuffer;
import org.apache.spark.sql.api.java.UDF1;

/**
 * A text's place in the sample's order: 63 bits that its hash and the seed decide, the same
 * wherever and whenever they are computed.
 */
final class SampleRank implements UDF1<byte[], Long> {
  private final long seed;

  SampleRank(long seed) {
    this.seed = seed;
  }

  @Override
  public Long call(byte[] contentSha256) {
    ByteBuffer words = ByteBuffer.wrap(contentSha256);
    long first = Mix64.mix(words.getLong() ^ Mix64.draw(seed, 0));
    return Mix64.mix(first ^ words.getLong()) >>> 1;
  }
}
