package io.hornbook.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SessionsTest {
  @Test
  void exchangesAreAsWideAsTheRunNeedsThem() {
    SparkConf conf = new SparkConf(false);
    assertThat(Sessions.partitions(conf, 2, 8)).hasValue(32);
    assertThat(Sessions.partitions(conf, 100, 1)).hasValue(200);
  }

  @Test
  void whatTheConfigurationOfTheProcessSaysStands() {
    SparkConf conf = new SparkConf(false).set("spark.sql.shuffle.partitions", "7");
    assertThat(Sessions.partitions(conf, 2, 8)).isEmpty();
  }
}
