package io.hornbook.common.generate;

/** A leaf of the topic tree, such as {@code binary search}, with the two levels above it. */
public record Topic(String area, String subject, String name) {}
