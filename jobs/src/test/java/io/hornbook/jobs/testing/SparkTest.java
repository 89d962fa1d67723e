package io.hornbook.jobs.testing;

import io.hornbook.jobs.run.Sessions;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the session that all tests of the JVM share, as a {@code SparkSession} parameter.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SparkTest.SharedSession.class)
public @interface SparkTest {

  /** Starts the session once; it ends with the JVM. */
  final class SharedSession implements ParameterResolver {
    private static SparkSession session;

    /** The session of this JVM: two cores, four shuffle partitions. */
    public static synchronized SparkSession session() {
      if (session == null) {
        SparkConf conf =
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("hornbook tests")
                .set("spark.ui.port", "0")
                .set("spark.ui.showConsoleProgress", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.sql.shuffle.partitions", "4")
                .set("spark.sql.warehouse.dir", "target/warehouse");
        session = Sessions.start(conf);
        session.sparkContext().setLogLevel("ERROR");
      }
      return session;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return session();
    }
  }
}
