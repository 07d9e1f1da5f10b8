// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the layers of {@code docs/adr/0001-layers.md}: a bundle uses only those below it. */
class LayersTest {

    private static JavaClasses restauro;

    @BeforeAll
    static void imports_the_classes_of_all_layers() {
        restauro =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.contains("test-classes"))
                        .importPackages("org.restauro");
    }

    @Test
    void each_layer_uses_only_those_below_it() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("engine")
                .definedBy("org.restauro.engine..")
                .layer("images")
                .definedBy("org.restauro.images..")
                .layer("models")
                .definedBy("org.restauro.models..")
                .layer("metrics")
                .definedBy("org.restauro.metrics..")
                .layer("training")
                .definedBy("org.restauro.training..")
                .layer("views")
                .definedBy("org.restauro.views..")
                .layer("nodes")
                .definedBy("org.restauro.nodes..")
                .layer("runner")
                .definedBy("org.restauro.runner..")
                .whereLayer("runner")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("nodes")
                .mayOnlyBeAccessedByLayers("runner")
                .whereLayer("training")
                .mayOnlyBeAccessedByLayers("nodes", "runner")
                .whereLayer("views")
                .mayOnlyBeAccessedByLayers("nodes", "runner")
                .whereLayer("metrics")
                .mayOnlyBeAccessedByLayers("training", "nodes", "runner")
                .whereLayer("models")
                .mayOnlyBeAccessedByLayers("metrics", "training", "nodes", "runner")
                .whereLayer("images")
                .mayOnlyBeAccessedByLayers(
                        "models", "metrics", "training", "views", "nodes", "runner")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("models", "metrics", "training", "nodes", "runner")
                .check(restauro);
    }

    @Test
    void images_know_no_tensors() {
        noClasses()
                .that()
                .resideInAPackage("org.restauro.images..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "org.restauro.engine..")
                .check(restauro);
    }

    @Test
    void only_nodes_and_the_runner_know_knime() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.restauro.engine..",
                        "org.restauro.images..",
                        "org.restauro.models..",
                        "org.restauro.metrics..",
                        "org.restauro.training..",
                        "org.restauro.views..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.knime..", "org.restauro.standin..")
                .check(restauro);
    }

    @Test
    void nodes_know_nothing_of_the_stand_in() {
        noClasses()
                .that()
                .resideInAPackage("org.restauro.nodes..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.restauro.standin..", "ai.djl..")
                .check(restauro);
    }

    @Test
    void djl_is_started_in_one_place() {
        classes()
                .that()
                .resideInAPackage("org.restauro..")
                .and()
                .resideOutsideOfPackage("org.restauro.engine..")
                .should()
                .onlyDependOnClassesThat(
                        com.tngtech.archunit.base.DescribedPredicate.not(
                                com.tngtech.archunit.core.domain.JavaClass.Predicates
                                        .resideInAnyPackage("ai.djl.engine..", "ai.djl.pytorch..")))
                .check(restauro);
    }

    @Test
    void packages_do_not_use_each_other_in_circles() {
        slices().matching("org.restauro.(*.*)..").should().beFreeOfCycles().check(restauro);
    }
}
