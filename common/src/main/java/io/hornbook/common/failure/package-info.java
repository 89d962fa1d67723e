/**
 * The two failures that a user can mend, each with its exit code: the configuration (2) and the
 * data (3). Anything else that escapes a job is a defect, and its exit code is 1.
 */
package io.hornbook.common.failure;
