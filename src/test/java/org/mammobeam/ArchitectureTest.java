package org.mammobeam;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the packages to one direction of dependencies. */
@AnalyzeClasses(packages = "org.mammobeam", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule dependenciesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("image")
          .definedBy("org.mammobeam.image")
          .layer("artifact")
          .definedBy("org.mammobeam.artifact")
          .layer("exam")
          .definedBy("org.mammobeam.exam")
          .layer("algorithm")
          .definedBy("org.mammobeam.algorithm")
          .layer("phantom")
          .definedBy("org.mammobeam.phantom")
          .layer("codec")
          .definedBy("org.mammobeam.codec")
          .layer("model")
          .definedBy("org.mammobeam.model..")
          .layer("stage")
          .definedBy("org.mammobeam.stage")
          .layer("table")
          .definedBy("org.mammobeam.table")
          .layer("report")
          .definedBy("org.mammobeam.report")
          .layer("beam")
          .definedBy("org.mammobeam.beam")
          .layer("stream")
          .definedBy("org.mammobeam.stream")
          .layer("runner")
          .definedBy("org.mammobeam.runner..")
          .layer("history")
          .definedBy("org.mammobeam.history")
          .layer("root")
          .definedBy("org.mammobeam")
          .layer("cli")
          .definedBy("org.mammobeam.cli")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("history")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("root")
          .mayOnlyBeAccessedByLayers("cli", "runner", "history")
          .whereLayer("runner")
          .mayOnlyBeAccessedByLayers("root", "cli")
          .whereLayer("stream")
          .mayOnlyBeAccessedByLayers("root", "cli")
          .whereLayer("beam")
          .mayOnlyBeAccessedByLayers("stream", "root", "cli", "runner", "history")
          .whereLayer("table")
          .mayOnlyBeAccessedByLayers("beam", "stream", "root", "cli", "history")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("beam", "stream", "root", "cli", "history")
          .whereLayer("stage")
          .mayOnlyBeAccessedByLayers("beam", "stream", "root", "cli", "history")
          .whereLayer("phantom")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("exam")
          .mayOnlyBeAccessedByLayers(
              "algorithm",
              "phantom",
              "codec",
              "model",
              "table",
              "stage",
              "beam",
              "stream",
              "runner",
              "root",
              "history",
              "cli")
          .whereLayer("algorithm")
          .mayOnlyBeAccessedByLayers("stage", "phantom", "beam", "root", "cli")
          .whereLayer("codec")
          .mayOnlyBeAccessedByLayers(
              "model", "table", "stage", "beam", "stream", "root", "history", "cli")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("stage", "beam", "stream", "root", "history", "cli");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("org.mammobeam.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule beamStaysInItsPackages =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.mammobeam",
              "org.mammobeam.beam",
              "org.mammobeam.stream",
              "org.mammobeam.history",
              "org.mammobeam.cli",
              "org.mammobeam.runner..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.beam..", "org.joda.time..");

  @ArchTest
  static final ArchRule djlStaysInItsPackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.mammobeam.model.djl")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule valuesNeedTheJdkOnly =
      noClasses()
          .that()
          .resideInAnyPackage("org.mammobeam.image", "org.mammobeam.exam", "org.mammobeam.artifact")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..",
              "org.jspecify..",
              "org.mammobeam.image",
              "org.mammobeam.exam",
              "org.mammobeam.artifact");

  @ArchTest
  static final ArchRule scienceHasNoClockNoFilesAndNoChance =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.mammobeam.algorithm", "org.mammobeam.phantom", "org.mammobeam.stage")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.UUID")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.File")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.time..")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  /** Adapters are there in builds for their engine only. */
  @ArchTest
  static final ArchRule onlyTheAdapterKnowsFlink =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.mammobeam.runner.flink")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "org.apache.beam.runners.flink..");

  @ArchTest
  static final ArchRule onlyTheAdapterKnowsSpark =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.mammobeam.runner.spark")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.beam.runners.spark..");
}
