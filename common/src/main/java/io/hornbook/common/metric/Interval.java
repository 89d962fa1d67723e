package io.hornbook.common.metric;

/**
 * Where a metric may lie, by the sample that it was measured on: 95 % of its values over resampled
 * samples.
 *
 * @param low the 2.5th percentile
 * @param high the 97.5th percentile
 */
public record Interval(double low, double high) {}
