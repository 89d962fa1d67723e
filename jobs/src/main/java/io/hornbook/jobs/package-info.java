/** The Spark jobs: start at {@code io.hornbook.jobs.cli}. */
package io.hornbook.jobs;
