package io.hornbook.common.llm;

import java.util.Locale;

/**
 * What a run of calls will cost, before the first of them.
 *
 * @param documents documents that are asked about
 * @param calls requests, replicates among them, that are yet to be sent
 * @param inputTokens of these requests, counted by the truncation's vocabulary
 * @param outputTokens expected of their answers
 * @param expectedMicrousd at these counts, nothing cached
 * @param worstMicrousd if each request makes the most tokens that it can and each answer is as long
 *     as it may be
 */
public record Forecast(
    long documents,
    long calls,
    long inputTokens,
    long outputTokens,
    long expectedMicrousd,
    long worstMicrousd) {
  /** One line for people. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%,d documents, %,d calls, %,d tokens in, about %,d out: about %s, at most %s",
        documents,
        calls,
        inputTokens,
        outputTokens,
        Dollars.text(expectedMicrousd),
        Dollars.text(worstMicrousd));
  }
}
