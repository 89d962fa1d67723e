package io.hornbook.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE.md about who may know whom. */
class HouseTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.hornbook");
  private static final DescribedPredicate<JavaClass> SHARED =
      JavaClass.Predicates.resideInAnyPackage(
          "io.hornbook.jobs.table..", "io.hornbook.jobs.run..", "io.hornbook.jobs.evidence..");

  @Test
  void commonKnowsNoSparkAndNoHadoop() {
    noClasses()
        .that()
        .resideInAPackage("io.hornbook.common..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.spark..", "org.apache.hadoop..", "scala..", "io.hornbook.jobs..")
        .check(HOUSE);
  }

  @Test
  void jobsDoNotKnowEachOther() {
    slices()
        .matching("io.hornbook.jobs.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(DescribedPredicate.alwaysTrue(), SHARED)
        .ignoreDependency(
            JavaClass.Predicates.resideInAPackage("io.hornbook.jobs.cli.."),
            DescribedPredicate.alwaysTrue())
        .check(HOUSE);
  }

  @Test
  void tablesKnowNoJobAndNoRunner() {
    noClasses()
        .that()
        .resideInAPackage("io.hornbook.jobs.table..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("io.hornbook.jobs..")
                .and(
                    DescribedPredicate.not(
                        JavaClass.Predicates.resideInAPackage("io.hornbook.jobs.table.."))))
        .check(HOUSE);
  }

  @Test
  void transformsKnowNoSessionNoPathAndNoConfig() {
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .haveSimpleNameEndingWith("Transforms")
        .should(takeNo("a session, a path or a config"))
        .check(HOUSE);
  }

  private static ArchCondition<JavaMethod> takeNo(String what) {
    return new ArchCondition<>("take " + what) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        for (JavaClass parameter : method.getRawParameterTypes()) {
          boolean taken =
              parameter.isAssignableTo(SparkSession.class)
                  || parameter.isAssignableTo(org.apache.hadoop.fs.Path.class)
                  || parameter.getSimpleName().endsWith("Config");
          events.add(
              new SimpleConditionEvent(
                  method, taken, method.getFullName() + " takes " + parameter.getSimpleName()));
        }
      }
    };
  }

  @Test
  void packagesOfCommonHaveNoCycles() {
    slices().matching("io.hornbook.common.(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void jobsStandBesideTheirConfigAndTransforms() {
    classes()
        .that()
        .implement(io.hornbook.jobs.run.Job.class)
        .should()
        .haveSimpleNameEndingWith("Job")
        .check(HOUSE);
  }
}
