package io.hornbook.common.classifier;

import java.util.OptionalDouble;

/**
 * What is known of a text beside its vector: what it could be told apart by without a forest.
 *
 * @param source the name of its source
 * @param language in lower case, or null: unknown
 * @param bytes its length
 * @param commentaryShare comments and docstrings among its characters, in [0, 1]; absent where the
 *     signal of that name is
 */
public record Traits(String source, String language, long bytes, OptionalDouble commentaryShare) {}
