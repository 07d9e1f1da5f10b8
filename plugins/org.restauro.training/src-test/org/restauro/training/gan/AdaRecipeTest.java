// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restauro.models.gan.Architecture;

class AdaRecipeTest {
    /** Worked out by hand from the published formulas. */
    @ParameterizedTest
    @CsvSource({
        "32, 1, 32, 32, 4, 16384, 0.0025, 0.0064, 10",
        "64, 2, 64, 32, 4, 16384, 0.0025, 0.0128, 20",
        "256, 1, 16, 16, 4, 16384, 0.0025, 0.8192, 5",
        "256, 8, 64, 8, 4, 16384, 0.0025, 0.2048, 20",
        "512, 8, 64, 8, 4, 32768, 0.0025, 0.8192, 20",
        "1024, 1, 4, 4, 4, 32768, 0.002, 52.4288, 1.25",
        "1024, 8, 32, 4, 4, 32768, 0.002, 6.5536, 10",
        "8192, 2, 2, 1, 1, 32768, 0.002, 6710.8864, 0.625",
    })
    void the_automatic_recipe_follows_size_and_devices(
            int resolution,
            int devices,
            int batch,
            int together,
            int group,
            int base,
            double rate,
            double gamma,
            double average) {
        AdaRecipe recipe = AdaRecipe.of("auto", resolution, devices);
        assertThat(recipe.batch()).isEqualTo(batch);
        assertThat(recipe.together()).isEqualTo(together);
        assertThat(recipe.deviationGroup()).isEqualTo(group);
        assertThat(recipe.channelBase()).isEqualTo(base);
        assertThat(recipe.rate()).isEqualTo(rate);
        assertThat(recipe.gamma()).isCloseTo(gamma, within(1e-9));
        assertThat(recipe.averageKimg()).isEqualTo(average);
        assertThat(recipe.averageRampUp()).isEqualTo(0.05);
        assertThat(recipe.mappingLayers()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "stylegan2, 25000, 32, 4, 4, 32768, 0.002, 10, 10, 0, 8",
        "paper256, 25000, 64, 8, 8, 16384, 0.0025, 1, 20, 0, 8",
        "paper512, 25000, 64, 8, 8, 32768, 0.0025, 0.5, 20, 0, 8",
        "paper1024, 25000, 32, 4, 4, 32768, 0.002, 2, 10, 0, 8",
        "cifar, 100000, 64, 32, 32, 32768, 0.0025, 0.01, 500, 0.05, 2",
    })
    void the_other_recipes_are_as_published(
            String name,
            double kimg,
            int batch,
            int together,
            int group,
            int base,
            double rate,
            double gamma,
            double average,
            double rampUp,
            int mapping) {
        AdaRecipe recipe = AdaRecipe.of(name, 256, 1);
        boolean cifar = name.equals("cifar");
        assertThat(recipe)
                .isEqualTo(
                        new AdaRecipe(
                                name,
                                kimg,
                                batch,
                                together,
                                group,
                                base,
                                rate,
                                gamma,
                                average,
                                rampUp,
                                mapping,
                                cifar ? 0 : 2,
                                cifar ? 0 : 0.9,
                                cifar ? Architecture.ORIGIN : Architecture.RESNET,
                                0.6,
                                500));
    }

    @Test
    void transfer_adapts_faster_and_has_no_ramp_up() {
        AdaRecipe recipe = AdaRecipe.of("auto", 256, 1).transferred();
        assertThat(recipe.adaptKimg()).isEqualTo(100);
        assertThat(recipe.averageRampUp()).isZero();
    }

    @Test
    void rejects_unknown_names() {
        assertThatThrownBy(() -> AdaRecipe.of("paper128", 256, 1))
                .hasMessageContaining("paper128")
                .hasMessageContaining("paper256");
    }
}
