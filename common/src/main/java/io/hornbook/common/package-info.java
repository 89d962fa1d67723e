/**
 * What Hornbook knows about documents, without Spark: start at {@code io.hornbook.common.document}.
 */
package io.hornbook.common;
