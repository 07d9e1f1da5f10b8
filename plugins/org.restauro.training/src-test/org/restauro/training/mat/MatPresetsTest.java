// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.mat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.restauro.models.mat.MatConfig;
import org.restauro.training.config.SettingsTree;

class MatPresetsTest {
    static final java.util.List<String> NAMES = MatPresets.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void every_preset_is_whole_and_sound(String name) {
        SettingsTree tree = MatPresets.preset(name);
        MatTrainingSettings settings = MatTrainingSettings.of(tree);

        assertThat(tree.keys()).isEqualTo(MatPresets.defaults().keys());
        assertThat(settings.batch() % settings.microBatch()).isZero();
        assertThat(settings.steps()).isPositive();
    }

    @Test
    void the_published_recipe_is_met() {
        MatTrainingSettings places = MatTrainingSettings.of(MatPresets.preset("places512"));

        assertThat(places.network()).isEqualTo(MatConfig.MAT_512);
        assertThat(places.batch()).isEqualTo(32);
        assertThat(places.steps() * places.batch()).isEqualTo(50_000_000);
        assertThat(places.optimizers().generator().rate()).isCloseTo(0.0008, within(1e-9));
        assertThat(places.optimizers().generator().beta2()).isCloseTo(0.9920, within(1e-4));
        assertThat(places.optimizers().discriminator().rate()).isCloseTo(0.000941, within(1e-6));
        assertThat(places.optimizers().discriminator().beta2()).isCloseTo(0.99059, within(1e-5));
        assertThat(places.loss().r1Gamma()).isEqualTo(10);
        assertThat(places.loss().psi()).isEqualTo(0.5);
        assertThat(places.loss().styleMixing()).isEqualTo(0.5);
        assertThat(MatTrainingSettings.of(MatPresets.preset("places256")).network())
                .isEqualTo(MatConfig.MAT_256);
    }

    @Test
    void auto_follows_the_resolution() {
        MatTrainingSettings auto =
                MatTrainingSettings.of(
                        MatPresets.of(
                                SettingsTree.parse(
                                        "preset: auto\nnetwork: {resolution: 128, tokenResolution:"
                                                + " 32, windows: [8, 8, 8, 8, 8]}",
                                        "test")));

        assertThat(auto.network().resolution()).isEqualTo(128);
        assertThat(auto.batch()).isEqualTo(32);
        assertThat(auto.loss().r1Gamma()).isCloseTo(0.0002 * 128 * 128 / 32, within(1e-9));
        assertThat(auto.minibatchGroup()).isEqualTo(4);
        assertThat(auto.tree().number("average.kimg", 0, 100)).isEqualTo(10);
    }

    @Test
    void wrong_settings_are_told() {
        assertThatThrownBy(() -> MatPresets.preset("smal-64"))
                .hasMessageContaining("did you mean \"small-64\"?");
        assertWrong("training.microBatch", "3", "a divisor of training.batch, which is 8");
        assertWrong("network.minibatchGroup", "3", "a divisor of training.microBatch");
        assertWrong("masks.kinds", "[flakes]", "did you mean \"flaking\"?");
        assertWrong("masks.kinds", "[]", "masks.kinds is empty");
        assertWrong("network.heads", "5", "no multiple of heads");
        assertWrong("loss.perceptualRatio", "0.1", "loss.perceptualWeights is empty");
        assertWrong("optimizer.beta1", "1", "optimizer.beta1 is 1");
        assertWrong("augment.set", "all", "augment.set is all; one of", "augment.mode=ada");
        assertWrong("loss.pixelRatio", "0", "at least one above 0", "loss.adversarialWeight=0");
    }

    private static void assertWrong(String key, String value, String message, String... also) {
        SettingsTree tree = MatPresets.preset("small-64").set(key, value);
        for (String other : also) {
            tree = tree.set(other.split("=")[0], other.split("=")[1]);
        }
        SettingsTree wrong = tree;
        assertThatThrownBy(
                        () -> {
                            MatTrainingSettings settings = MatTrainingSettings.of(wrong);
                            settings.augmentSet();
                        })
                .as(key)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
