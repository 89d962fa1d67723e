package io.hornbook.common.llm;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money as people read it. */
public final class Dollars {
  private Dollars() {}

  /** Such as {@code $12.34}, or {@code $0.000123} below a cent. */
  public static String text(long microusd) {
    BigDecimal dollars = BigDecimal.valueOf(microusd, 6);
    boolean small = microusd != 0 && Math.abs(microusd) < 10_000;
    return "$" + (small ? dollars : dollars.setScale(2, RoundingMode.HALF_UP)).toPlainString();
  }

  /** Millionths of a dollar, rounded down. */
  public static long microusd(BigDecimal dollars) {
    return dollars.movePointRight(6).setScale(0, RoundingMode.FLOOR).longValueExact();
  }
}
