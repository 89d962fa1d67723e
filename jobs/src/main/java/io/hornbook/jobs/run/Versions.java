package io.hornbook.jobs.run;

import java.util.Map;
import org.apache.spark.package$;

/** The versions that a manifest names. */
final class Versions {
  private Versions() {}

  static Map<String, String> current() {
    String own = Versions.class.getPackage().getImplementationVersion();
    return Map.of(
        "hornbook", own == null ? "development" : own,
        "spark", package$.MODULE$.SPARK_VERSION(),
        "java", System.getProperty("java.version"));
  }
}
