package io.hornbook.common.hash;

/** A bijective mixing of 64-bit integers. */
public final class Mix64 {
  /** 2<sup>64</sup> divided by the golden ratio, odd: the step between independent streams. */
  public static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Mix64() {}

  /** The finaliser of MurmurHash3 ({@code fmix64}); zero is its fixed point. */
  public static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return z ^ (z >>> 33);
  }

  /**
   * The {@code index}-th value of the stream {@code seed}: what SplitMix64 (Steele, Lea and Flood
   * 2014, doi:10.1145/2660193.2660195) draws, with this finaliser.
   */
  public static long draw(long seed, long index) {
    return mix(seed + (index + 1) * GOLDEN_GAMMA);
  }
}
