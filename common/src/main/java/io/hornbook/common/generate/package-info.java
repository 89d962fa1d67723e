/**
 * What synthetic textbooks and exercises are made from, and what is asked of them; after phi-1
 * (2306.11644 §2.2), whose prompts and data were never published.
 *
 * <p>Plain prompting gives a homogeneous set, so diversity is drawn, not hoped for. {@link
 * io.hornbook.common.generate.Material} reads lists of topics, names and further choices ({@code
 * conf/generate}); their products are {@link io.hornbook.common.generate.Space spaces} of 78,400
 * sections and 2.9 · 10^11 exercises, and {@link io.hornbook.common.generate.Sample} draws from one
 * without replacement: under one seed and one material a longer sample begins with the shorter.
 * {@link io.hornbook.common.generate.PromptTemplate} renders what is drawn.
 *
 * <p>{@link io.hornbook.common.generate.ExerciseRules} and {@link
 * io.hornbook.common.generate.TextbookRules} name the first {@link
 * io.hornbook.common.generate.Rejection} of what came back. Whether a solution passes its tests,
 * {@link io.hornbook.common.sandbox} tells.
 *
 * <h2>The order of a sample, version 1</h2>
 *
 * <p>Of a space of n combinations, position p draws the combination number π(p); π is a Feistel
 * network of six rounds on 2h bits, the fewest that hold n (at least 2), walked until its value is
 * below n. With (L, R) the upper and lower h bits, round i = 0 … 5 maps them to (R, L ^ (mix(draw(
 * seed, i) ^ R) mod 2^h)), in the terms of {@link io.hornbook.common.hash.Mix64}. A combination's
 * number is read digit by digit from the lowest, each in the base of its list: verb, noun,
 * qualifier, topic, difficulty, construct; topic, audience, form.
 */
package io.hornbook.common.generate;
