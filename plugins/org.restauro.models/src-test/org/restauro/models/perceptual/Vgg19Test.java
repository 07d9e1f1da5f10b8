// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.mat.FormulaWeights;

/** Names and shapes; values are met by the training bundle's golden test. */
class Vgg19Test {
    @Test
    void names_and_sizes_are_those_of_torchvision() {
        try (Vgg19 vgg = new Vgg19()) {
            assertThat(vgg.state().keySet())
                    .hasSize(32)
                    .startsWith("features.0.weight", "features.0.bias", "features.2.weight")
                    .contains("features.25.weight", "features.28.bias")
                    .endsWith("features.34.weight", "features.34.bias");
            assertThat(vgg.state().get("features.19.weight").shape())
                    .containsExactly(512, 256, 3, 3);
            // 143 667 240 of the whole network less 123 642 856 of the classifier
            assertThat(vgg.parameterCount()).isEqualTo(20_024_384);
        }
    }

    @Test
    void loads_torchvision_files_and_judges_images_of_16_pixels_and_more() {
        try (Vgg19 vgg = new Vgg19()) {
            StateDict file = FormulaWeights.fillPlain(vgg, 1);
            file.put("classifier.6.bias", TensorData.of(new float[1000], 1000));
            vgg.loadTorchvision(file, ComputePolicy.REFERENCE);
            try (Pass pass = Pass.inference(ComputePolicy.REFERENCE, Noise.seeded(0))) {
                try (Vgg19.Taps taps =
                        vgg.forward(pass, pass.array(new float[3 * 16 * 24], 1, 3, 16, 24))) {
                    assertThat(taps.conv4().getShape().getShape()).containsExactly(1, 512, 2, 3);
                    assertThat(taps.conv5().getShape().getShape()).containsExactly(1, 512, 1, 1);
                }
                assertThatThrownBy(
                                () -> vgg.forward(pass, pass.array(new float[3 * 64], 1, 3, 8, 8)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("at least 16");
            }
            StateDict wrong = new StateDict();
            wrong.put("features.0.weight", TensorData.of(new float[27], 1, 3, 3, 3));
            assertThatThrownBy(() -> vgg.loadTorchvision(wrong, ComputePolicy.REFERENCE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("features.0.bias");
        }
    }
}
