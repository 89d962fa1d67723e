/**
 * Labels of educational value, 0 to 5: read from a file ({@link
 * io.hornbook.common.label.RecordedLabels}), how many documents of each stratum are labelled
 * ({@link io.hornbook.common.label.SampleQuotas}), and how far two annotations of the same texts
 * agree ({@link io.hornbook.common.label.Agreement}).
 */
package io.hornbook.common.label;
