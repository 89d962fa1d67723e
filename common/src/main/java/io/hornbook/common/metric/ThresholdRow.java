package io.hornbook.common.metric;

/**
 * What one threshold decides.
 *
 * @param threshold examples scored at or above it are taken
 * @param confusion the counts of that decision
 */
public record ThresholdRow(double threshold, Confusion confusion) {}
