package io.hornbook.common.ngram;

/**
 * The n-grams of one part of one item that a document has, before idioms are left out.
 *
 * @param match the match as if no n-gram were an idiom
 * @param field the part's number in the index
 * @param covered the words of the part at which its n-grams start that the document has, ascending;
 *     not copied, and never written
 */
// Never compared with each other by equals.
@SuppressWarnings("ArrayRecordComponent")
public record FieldMatch(ItemMatch match, int field, int[] covered) {}
