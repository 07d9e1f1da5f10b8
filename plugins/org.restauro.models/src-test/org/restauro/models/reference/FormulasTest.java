// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Module;
import org.restauro.engine.ops.Ops;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.models.mat.MatConfig;

/** Encoders and injections against the formulas of the specification. */
class FormulasTest {
    private static final int STYLE = 64;

    private static void near(float[] actual, double[][] expected) {
        int columns = expected[0].length;
        assertThat(actual).hasSize(expected.length * columns);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i])
                    .isCloseTo(expected[i / columns][i % columns], offset(1e-5));
        }
    }

    private static double[] doubles(float[] v) {
        double[] d = new double[v.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = v[i];
        }
        return d;
    }

    @Test
    void of_the_lightweight_encoder() {
        int features = 16;
        float[] picture = FormulaWeights.sequence(5, 3 * 32 * 32, 1);
        try (LightweightReferenceEncoder encoder = new LightweightReferenceEncoder(features, 2);
                Pass pass = Pass.inference(Small.POLICY, Noise.seeded(0))) {
            encoder.initialise(Small.POLICY, Noise.seeded(3));
            double[] x = doubles(picture);
            int[] channels = {3, 32, 64, features};
            int side = 32;
            for (int i = 0; i < 3; i++) {
                x = Plain.halved(encoder, "layers." + i + ".conv", x, channels[i], side);
                side /= 2;
                for (int g = 0; g < 8; g++) {
                    Plain.normalise(x, g * x.length / 8, (g + 1) * x.length / 8);
                }
                Plain.leaky(new double[][] {x}, 1);
            }
            double[][] style = Plain.means(x, features, side, 1);
            style = Plain.leaky(Plain.linear(encoder, "global.0", style), 1);
            style = Plain.linear(encoder, "global.2", style);
            double[][] tokens = Plain.linear(encoder, "local", Plain.means(x, features, side, 2));

            Encoded encoded = encoder.forward(pass, pass.array(picture, 1, 3, 32, 32));
            near(Ops.floats(encoded.style()), style);
            near(Ops.floats(encoded.tokens()), tokens);
            float[] two = Arrays.copyOf(picture, 2 * picture.length);
            Encoded both = encoder.forward(pass, pass.array(two, 2, 3, 32, 32));
            float[] first = Arrays.copyOf(Ops.floats(both.style()), features);
            near(first, style);
        }
    }

    @Test
    void wide_references_are_made_256_pixels_wide_first() {
        float[] picture = FormulaWeights.sequence(5, 3 * 40 * 300, 1);
        try (LightweightReferenceEncoder encoder = new LightweightReferenceEncoder(16, 8);
                Pass pass = Pass.inference(Small.POLICY, Noise.seeded(0))) {
            encoder.initialise(Small.POLICY, Noise.seeded(3));
            NDArray wide = pass.array(picture, 1, 3, 40, 300);
            NDArray square = Ops.resizeBilinear(wide, 256, 256);
            assertThat(Ops.floats(encoder.forward(pass, wide).tokens()))
                    .isEqualTo(Ops.floats(encoder.forward(pass, square).tokens()));
        }
    }

    @Test
    void of_the_full_encoder() {
        try (ReferenceEncoder encoder = new ReferenceEncoder(32, 8);
                Pass pass = Pass.inference(Small.POLICY, Noise.seeded(0))) {
            encoder.initialise(Small.POLICY, Noise.seeded(3));
            NDArray pictures = Small.pictures(pass, 2, 128);
            Encoded encoded = encoder.forward(pass, pictures);
            assertThat(encoded.tokens().getShape().getShape()).containsExactly(2, 64, 32);
            assertThat(encoded.style().getShape().getShape()).containsExactly(2, 32);
            // four halvings of 128 give the 8×8 grid itself: its mean is that of the picture
            double[][] mean = new double[2][32];
            float[] tokens = Ops.floats(encoded.tokens());
            for (int i = 0; i < tokens.length; i++) {
                mean[i / (64 * 32)][i % 32] += tokens[i] / 64;
            }
            double gain = Math.sqrt(2);
            double[][] style = Plain.leaky(Plain.equalised(encoder, "style", mean), gain);
            near(Ops.floats(encoded.style()), style);
            double[][] global = Plain.leaky(Plain.equalised(encoder, "global", mean), gain);
            near(Ops.floats(encoder.describe(pass, pictures)), global);
        }
    }

    @Test
    void of_the_injections_with_the_mean_style_of_several_references() {
        for (ReferenceConfig config : new ReferenceConfig[] {Small.FULL, Small.LIGHT}) {
            boolean full = config.variant() == ReferenceConfig.Variant.FULL;
            try (ReferenceModule module = ReferenceModule.of(MatConfig.small(32), config);
                    Pass pass = Pass.inference(Small.POLICY, Noise.seeded(0))) {
                module.initialise(Small.POLICY, Noise.seeded(3));
                module.parameters().get("style.gate").assign(pass.array(new float[] {0.5f}, 1));
                float[] styles = FormulaWeights.sequence(6, 3 * 32, 2);
                Encoded encoded =
                        new Encoded(
                                pass.array(
                                        new float[3 * 64 * config.tokenSize()],
                                        3,
                                        64,
                                        config.tokenSize()),
                                pass.array(styles, 3, 32));
                Guidance guidance = Guidance.of(pass, module, encoded, new int[][] {{0, 2}, {}});
                float[] gs = FormulaWeights.sequence(7, 2 * STYLE, 2);
                double[][] mean = new double[1][32];
                for (int i = 0; i < 32; i++) {
                    mean[0][i] = (styles[i] + styles[64 + i]) / 2;
                }
                double[] own = Arrays.copyOf(doubles(gs), STYLE);
                double[][] added = full ? full(module, own, mean) : light(module, mean);
                double[][] expected = {own, Arrays.copyOfRange(doubles(gs), STYLE, 2 * STYLE)};
                for (int i = 0; i < STYLE; i++) {
                    expected[0][i] += 0.5 * added[0][i];
                }
                near(Ops.floats(module.inject(pass, pass.array(gs, 2, STYLE), guidance)), expected);
            }
        }
    }

    private static double[][] full(Module module, double[] gs, double[][] style) {
        double gain = Math.sqrt(2);
        double[][] mapped = Plain.leaky(Plain.equalised(module, "style.style_mapper", style), gain);
        double[][] both = {Arrays.copyOf(gs, 2 * STYLE)};
        System.arraycopy(mapped[0], 0, both[0], STYLE, STYLE);
        return Plain.leaky(Plain.equalised(module, "style.fusion_layer", both), gain);
    }

    private static double[][] light(Module module, double[][] style) {
        return Plain.linear(
                module, "style.fc1", Plain.leaky(Plain.linear(module, "style.fc0", style), 1));
    }

    @Test
    void says_which_pictures_do_not_fit() {
        try (ReferenceModule module = ReferenceModule.of(MatConfig.small(32), Small.LIGHT);
                Pass pass = Pass.inference(Small.POLICY, Noise.seeded(0))) {
            assertThatThrownBy(() -> module.encode(pass, pass.array(new float[75], 1, 3, 5, 5)))
                    .hasMessageContaining("(1, 3, 5, 5)")
                    .hasMessageContaining("16 or more");
        }
    }
}
