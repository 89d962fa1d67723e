/**
 * Configs: one YAML file a corpus, over the defaults, bound to records, with every problem reported
 * at once.
 *
 * <p>Start at {@link io.hornbook.common.config.ConfigReader}. A key is the kebab-case name of a
 * record's component. A value may hold <code>${here}</code>, the folder of the file that it stands
 * in, and <code>${env:NAME}</code>, an environment variable. Objects of a later layer are merged
 * into those of an earlier one, lists and scalars replace them. There are no defaults in code:
 * every key has its value, and the reason for it, in {@code conf/defaults.yaml}.
 */
package io.hornbook.common.config;
