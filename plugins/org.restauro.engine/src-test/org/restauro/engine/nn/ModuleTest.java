// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

class ModuleTest {
    private static final ComputePolicy POLICY = ComputePolicy.parse("float32,cpu,threads=1");

    @Test
    void names_stand_in_the_published_order() {
        StyleConv layer = new StyleConv(2, 3, 4, 8, 3, 1);

        assertThat(layer.state().keySet())
                .containsExactly(
                        "noise_strength",
                        "bias",
                        "noise_const",
                        "conv.weight",
                        "conv.resample_filter",
                        "conv.affine.weight",
                        "conv.affine.bias");
        assertThat(layer.parameterCount()).isEqualTo(1 + 3 + 54 + 8 + 2);
    }

    @Test
    void weights_survive_a_round_trip_in_both_memory_formats() {
        for (MemoryFormat format : MemoryFormat.values()) {
            ComputePolicy policy = POLICY.with(format);
            try (StyleConv a = new StyleConv(3, 2, 4, 4, 3, 1);
                    StyleConv b = new StyleConv(3, 2, 4, 4, 3, 1)) {
                a.initialise(policy, Noise.seeded(3));
                b.load(a.stateDict(), policy);

                for (String name : a.state().keySet()) {
                    float[] written = a.stateDict().get(name).toFloats();
                    assertThat(b.stateDict().get(name).toFloats()).isEqualTo(written);
                }
                float[] expected = Noise.seeded(3).normal("conv.weight", 1, 2, 3, 3, 3);
                assertThat(a.stateDict().get("conv.weight").toFloats()).isEqualTo(expected);
            }
        }
    }

    @Test
    void loads_half_precision_weights() {
        try (FullyConnected layer = new FullyConnected(2, 1, Activation.LINEAR)) {
            TensorData weight = TensorData.of(new float[] {0.1f, -2}, 1, 2);
            StateDict dict = new StateDict();
            dict.put("weight", weight.to(DType.F16));
            dict.put("bias", TensorData.of(new float[] {1}, 1).to(DType.BF16));
            layer.load(dict, POLICY);

            assertThat(layer.stateDict().get("weight").toFloats())
                    .containsExactly(new float[] {0.1f, -2}, within(1e-4f));
            assertThat(layer.stateDict().get("bias").toFloats()).containsExactly(1);
        }
    }

    @Test
    void says_what_is_missing_left_over_or_of_another_shape() {
        try (FullyConnected layer = new FullyConnected(2, 1, Activation.LINEAR)) {
            StateDict dict = new StateDict();
            dict.put("weight", TensorData.of(new float[6], 2, 3));
            dict.put("extra", TensorData.of(new float[1], 1));

            assertThatThrownBy(() -> layer.load(dict, POLICY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("missing: bias.")
                    .hasMessageContaining("weight [2, 3] instead of [1, 2]")
                    .hasMessageContaining("not expected: extra.");
        }
    }

    @Test
    void optional_tensors_may_be_missing() {
        try (FullyConnected layer = new FullyConnected(2, 1, Activation.LINEAR, 1, 0.5)) {
            StateDict dict = new StateDict();
            dict.put("weight", TensorData.of(new float[2], 1, 2));
            layer.load(dict, POLICY, name -> name.equals("bias"));

            assertThat(layer.stateDict().get("bias").toFloats()).containsExactly(0.5f);
        }
    }

    @Test
    void attention_masks_may_be_missing_and_are_written() {
        try (WindowBlock block = new WindowBlock(4, 2, 8, 4, true, 2)) {
            block.initialise(POLICY, Noise.seeded(1));
            StateDict written = block.stateDict();
            StateDict bare = new StateDict();
            written.names().stream()
                    .filter(n -> !n.equals("attn_mask"))
                    .forEach(n -> bare.put(n, written.get(n)));
            block.load(bare, POLICY);

            assertThat(written.get("attn_mask").shape()).containsExactly(4, 16, 16);
        }
    }

    @Test
    void frozen_parameters_are_not_trained() {
        try (StyleConv layer = new StyleConv(2, 3, 4, 8, 3, 1)) {
            layer.initialise(POLICY, Noise.seeded(1));
            int count = layer.freeze(Pattern.compile("affine"), true);

            assertThat(count).isEqualTo(2);
            assertThat(layer.trainable().keySet())
                    .containsExactly("noise_strength", "bias", "conv.weight");
            layer.freeze(Pattern.compile("affine\\.bias"), false);
            assertThat(layer.trainable()).containsKey("conv.affine.bias");
        }
    }

    @Test
    void says_that_weights_are_needed() {
        FullyConnected layer = new FullyConnected(2, 1, Activation.LINEAR);
        try (Pass pass = Pass.inference(POLICY, Noise.seeded(1))) {
            assertThatThrownBy(() -> layer.forward(pass, pass.array(new float[2], 1, 2)))
                    .hasMessageContaining("no weights yet");
        }
    }

    @Test
    void closing_frees_all_weights_and_loading_twice_keeps_one_copy() {
        long before = Torch.liveArrays();
        try (StyleConv layer = new StyleConv(2, 3, 4, 8, 3, 1)) {
            layer.initialise(POLICY, Noise.seeded(1));
            long once = Torch.liveArrays();
            layer.load(layer.stateDict(), POLICY);

            assertThat(Torch.liveArrays()).isEqualTo(once);
        }
        assertThat(Torch.liveArrays()).isEqualTo(before);
    }

    @Test
    void constant_noise_repeats_on_larger_inputs_and_other_sizes_are_refused() {
        try (StyleConv layer = new StyleConv(1, 1, 1, 2, 1, 1);
                Pass pass = Pass.inference(POLICY, Noise.seeded(1))) {
            layer.initialise(POLICY, Noise.seeded(1));
            layer.state().get("noise_strength").assign(pass.array(new float[] {1}));
            float[] noise = layer.stateDict().get("noise_const").toFloats();
            var style = pass.array(new float[1], 1, 1);
            var y =
                    layer.forward(
                            pass,
                            pass.array(new float[8], 1, 1, 2, 4),
                            style,
                            LayerNoise.CONST,
                            "n");
            float[] values = Ops.floats(y);

            assertThat(Arrays.copyOfRange(values, 0, 2))
                    .isEqualTo(Arrays.copyOfRange(values, 2, 4));
            assertThat(values[0]).isNotZero().isNotEqualTo(noise[1]);
            assertThatThrownBy(
                            () ->
                                    layer.forward(
                                            pass,
                                            pass.array(new float[6], 1, 1, 2, 3),
                                            style,
                                            LayerNoise.CONST,
                                            "n"))
                    .hasMessageContaining("3×2");
        }
    }

    @Test
    void the_running_mean_moves_in_training_only() {
        try (MappingNetwork net = new MappingNetwork(3, 3, 1)) {
            net.initialise(POLICY, Noise.seeded(1));
            float[] z = {1, 2, 3};
            try (Pass pass = Pass.inference(POLICY, Noise.seeded(1))) {
                net.forward(pass, pass.array(z, 1, 3), 2, 0.5);
            }
            assertThat(net.stateDict().get("w_avg").toFloats()).containsOnly(0);
            float[] w;
            try (Pass pass = Pass.training(POLICY, Noise.seeded(1))) {
                w = Ops.floats(net.styles(pass, pass.array(z, 1, 3)));
                net.forward(pass, pass.array(z, 1, 3), 2, 0.5);
            }
            float[] moved = net.stateDict().get("w_avg").toFloats();
            for (int i = 0; i < w.length; i++) {
                assertThat(moved[i]).isCloseTo(0.005f * w[i], within(1e-6f));
            }
        }
    }
}
