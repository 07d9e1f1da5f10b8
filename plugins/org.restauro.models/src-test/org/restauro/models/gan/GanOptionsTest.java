// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.restauro.models.gan.SmallGans.POLICY;
import static org.restauro.models.gan.SmallGans.SEED;
import static org.restauro.models.gan.SmallGans.SMALL_D;
import static org.restauro.models.gan.SmallGans.deviation;
import static org.restauro.models.gan.SmallGans.drawn;
import static org.restauro.models.gan.SmallGans.generator;
import static org.restauro.models.gan.SmallGans.json;
import static org.restauro.models.gan.SmallGans.oneHot;
import static org.restauro.models.gan.SmallGans.random;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/** Small networks: every option computes, with gradients; wrong ones are refused. */
class GanOptionsTest {
    @Test
    void each_family_computes_pictures_and_judgements_with_gradients() {
        options(
                List.of(
                        "'gan_type': 'pggan', 'label_size': 3, 'use_wscale': false",
                        "'gan_type': 'stylegan', 'fused_scale': true, 'noise_type': 'channel'",
                        "'gan_type': 'stylegan2ada', 'label_size': 3, 'const_input': false",
                        "'gan_type': 'stylegan2', 'shared_filter': false, 'conv_clamp': 2"),
                List.of(
                        "'gan_type': 'stylegan', 'fused_scale': true, 'label_size': 3",
                        "'gan_type': 'stylegan2ada', 'minibatch_std_group_size': 0,"
                                + " 'label_size': 3, 'mapping_fmaps': 5",
                        "'gan_type': 'stylegan2ada', 'label_size': 3, 'conv_clamp': 256,"
                                + " 'mapping_layers': 2, 'dense_fmaps': 6"));
    }

    @Tag("slow")
    @Test
    void every_option_computes_pictures_and_judgements_with_gradients() {
        options(
                List.of(
                        "'gan_type': 'pggan', 'fused_scale': true, 'final_tanh': true",
                        "'gan_type': 'stylegan', 'label_size': 3, 'const_input': false",
                        "'gan_type': 'stylegan', 'repeat_w': false, 'use_wscale': false",
                        "'gan_type': 'stylegan2', 'architecture': 'origin', 'demodulate': false",
                        "'gan_type': 'stylegan2', 'architecture': 'resnet', 'repeat_w': false",
                        "'gan_type': 'stylegan2', 'label_size': 3, 'noise_type': 'channel'",
                        "'gan_type': 'stylegan2', 'use_wscale': false, 'image_channels': 1"),
                List.of(
                        "'gan_type': 'pggan', 'fused_scale': true, 'label_size': 3",
                        "'gan_type': 'stylegan', 'minibatch_std_channels': 2",
                        "'gan_type': 'stylegan2', 'architecture': 'skip', 'label_size': 3",
                        "'gan_type': 'stylegan2', 'architecture': 'origin',"
                                + " 'use_wscale': false"));
    }

    private void options(List<String> generators, List<String> discriminators) {
        long before = Torch.liveArrays();
        for (String options : generators) {
            try (GanGenerator g = generator(options, 8)) {
                float[] y = drawn(g, LayerNoise.RANDOM);
                assertThat(y).hasSize(2 * g.config().imageChannels() * 64);
                assertThat(deviation(y)).as(options).isBetween(1e-3, 1e3);
                differentiated(g, options);
            }
        }
        for (String options : discriminators) {
            judged(options);
        }
        assertThat(Torch.liveArrays()).isEqualTo(before);
    }

    private void differentiated(GanGenerator g, String options) {
        try (Pass pass = Pass.training(POLICY, Noise.seeded(SEED + 3));
                NDArray z = pass.array(random(16, 1), 2, 8);
                NDArray label = oneHot(pass, g.config().labelSize())) {
            List<NDArray> weights = arrays(g);
            NDArray y = g.generate(pass, z, label, Sampling.TRAINING);
            NDArray first = Gradients.firstOrder(sumOfSquares(y), weights).get(0);
            assertThat(Ops.floats(first)).as(options).doesNotContain(Float.NaN);
        }
        g.stopGradients();
    }

    private void judged(String options) {
        DiscriminatorConfig config =
                DiscriminatorConfig.fromJson(
                        json("{" + options + ", 'resolution': 8, " + SMALL_D + "}"));
        assertThat(DiscriminatorConfig.fromJson(config.toJson())).isEqualTo(config);
        try (GanDiscriminator d = GanNetworks.discriminator(config)) {
            d.initialise(POLICY, Noise.seeded(SEED));
            try (Pass pass = Pass.training(POLICY, Noise.seeded(SEED + 1));
                    NDArray x = pass.array(random(2 * 3 * 64, 2), 2, 3, 8, 8);
                    NDArray label = oneHot(pass, config.labelSize())) {
                List<NDArray> weights = arrays(d);
                Gradients.require(x);
                NDArray y = d.judge(pass, x, label);
                int columns = config.family() == GanFamily.PGGAN ? 1 + config.labelSize() : 1;
                assertThat(y.getShape().getShape()).containsExactly(2, columns);
                NDArray slope = Gradients.of(sumOfSquares(y), List.of(x)).get(0);
                assertThat(deviation(Ops.floats(slope))).as(options).isGreaterThan(0);
                // the penalty's own gradient, as R1 needs it
                List<NDArray> second =
                        Gradients.firstOrder(sumOfSquares(slope), List.of(weights.get(0)));
                assertThat(deviation(Ops.floats(second.get(0)))).as(options).isGreaterThan(0);
            }
            d.stopGradients();
        }
    }

    private static List<NDArray> arrays(Module network) {
        return network.trainable().values().stream().map(Parameter::array).toList();
    }

    private static NDArray sumOfSquares(NDArray x) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return torch.sum(torch.mul(x, x))")
                .apply(x);
    }

    @Test
    void says_what_is_wrong_with_options_and_arguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generator("'gan_type': 'stylegan3'", 16))
                .withMessageContaining("stylegan3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generator("'gan_type': 'stylegan'", 48))
                .withMessageContaining("48");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generator("'gan_type': 'stylegan', 'fmap_base': 3", 16))
                .withMessageContaining("fmap_base");
        try (GanGenerator g = generator("'gan_type': 'pggan', 'label_size': 3", 16);
                Pass pass = Pass.inference(POLICY, Noise.seeded(1));
                NDArray z = pass.array(new float[8], 1, 8)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> g.generate(pass, z, null, Sampling.PLAIN))
                    .withMessageContaining("labels");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> g.synthesise(pass, z, LatentSpace.W, LayerNoise.CONST))
                    .withMessageContaining("pggan");
        }
    }
}
