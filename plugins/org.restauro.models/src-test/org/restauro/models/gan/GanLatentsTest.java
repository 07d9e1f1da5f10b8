// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.restauro.models.gan.SmallGans.POLICY;
import static org.restauro.models.gan.SmallGans.SEED;
import static org.restauro.models.gan.SmallGans.SMALL_D;
import static org.restauro.models.gan.SmallGans.deviation;
import static org.restauro.models.gan.SmallGans.distance;
import static org.restauro.models.gan.SmallGans.drawn;
import static org.restauro.models.gan.SmallGans.generator;
import static org.restauro.models.gan.SmallGans.json;
import static org.restauro.models.gan.SmallGans.random;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.weights.StateDict;

/** Small networks: spaces agree, styles mix, levels fade in, samples keep to their seeds. */
@Tag("slow")
class GanLatentsTest {
    @Test
    void growing_networks_have_the_same_picture_at_the_end_of_a_level_as_before_the_next() {
        for (String family : List.of("pggan", "stylegan")) {
            try (GanGenerator g = generator("'gan_type': '" + family + "'", 16);
                    GanDiscriminator d =
                            GanNetworks.discriminator(
                                    DiscriminatorConfig.fromJson(
                                            json(
                                                    "{'gan_type': '"
                                                            + family
                                                            + "', 'resolution': 16, "
                                                            + SMALL_D
                                                            + "}")))) {
                d.initialise(POLICY, Noise.seeded(SEED));
                for (double lod : new double[] {0, 1, 2}) {
                    g.setLevelOfDetail(lod);
                    float[] at = drawn(g, LayerNoise.CONST);
                    if (lod > 0) {
                        g.setLevelOfDetail(lod - 1e-4);
                        assertThat(distance(at, drawn(g, LayerNoise.CONST))).isLessThan(0.01);
                        // what is repeated 2^lod times holds still within its blocks
                        assertThat(at[0]).isEqualTo(at[1]);
                    }
                    d.setLevelOfDetail(lod);
                    float exact = score(d, at);
                    d.setLevelOfDetail(Math.min(2, lod + 1e-4));
                    assertThat(score(d, at)).isCloseTo(exact, within(0.01f));
                }
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> g.setLevelOfDetail(2.5))
                        .withMessageContaining("0 to 2");
                d.setLevelOfDetail(1.25);
                assertThat(d.levelOfDetail()).isEqualTo(1.25);
            }
        }
    }

    private float score(GanDiscriminator d, float[] picture) {
        try (Pass pass = Pass.inference(POLICY, Noise.seeded(1));
                NDArray x = pass.array(picture, 2, 3, 16, 16);
                NDArray y = d.judge(pass, x, null)) {
            return Ops.floats(y)[0];
        }
    }

    @Test
    void the_spaces_of_a_network_agree() {
        for (String family : List.of("stylegan", "stylegan2")) {
            try (StyledGenerator g =
                            (StyledGenerator) generator("'gan_type': '" + family + "'", 16);
                    Pass pass = Pass.inference(POLICY, Noise.seeded(SEED));
                    NDArray z = pass.array(random(16, 3), 2, 8);
                    NDArray w = g.map(pass, z, null);
                    NDArray wp = g.spread(w, Truncation.NONE);
                    NDArray a = g.generate(pass, z, null, Sampling.PLAIN);
                    NDArray b = g.synthesise(pass, z, LatentSpace.Z, LayerNoise.CONST);
                    NDArray c = g.synthesise(pass, w, LatentSpace.W, LayerNoise.CONST);
                    NDArray d = g.synthesise(pass, wp, LatentSpace.WP, LayerNoise.CONST)) {
                float[] expected = Ops.floats(a);
                assertThat(Ops.floats(b)).isEqualTo(expected);
                assertThat(Ops.floats(c)).isEqualTo(expected);
                assertThat(Ops.floats(d)).isEqualTo(expected);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> g.synthesise(pass, w, LatentSpace.Y, LayerNoise.CONST))
                        .withMessageContaining("modulation");
            }
        }
    }

    @Test
    void the_modulation_itself_gives_the_picture_that_its_style_gives() {
        try (StyledGenerator g = (StyledGenerator) generator("'gan_type': 'stylegan'", 16)) {
            StateDict state = g.stateDict();
            float[] w = random(8, 5);
            int layers = g.config().layers();
            float[] y = new float[layers * 20];
            for (int i = 0; i < layers; i++) {
                float[] m = state.get("synthesis.layer" + i + ".style.weight").toFloats();
                float[] b = state.get("synthesis.layer" + i + ".style.bias").toFloats();
                for (int o = 0; o < b.length; o++) {
                    double sum = b[o];
                    for (int k = 0; k < 8; k++) {
                        sum += m[o * 8 + k] * w[k] / Math.sqrt(8);
                    }
                    y[i * 20 + o] = (float) sum;
                }
            }
            try (Pass pass = Pass.inference(POLICY, Noise.seeded(SEED));
                    NDArray style = pass.array(w, 1, 8);
                    NDArray code = pass.array(y, 1, layers, 20);
                    NDArray a = g.synthesise(pass, style, LatentSpace.W, LayerNoise.CONST);
                    NDArray b = g.synthesise(pass, code, LatentSpace.Y, LayerNoise.CONST)) {
                assertThat(distance(Ops.floats(a), Ops.floats(b))).isLessThan(1e-4);
            }
        }
    }

    @Test
    void each_family_mixes_on_its_own_side_of_the_cutoff() {
        for (String family : List.of("stylegan", "stylegan2")) {
            try (StyledGenerator g =
                            (StyledGenerator) generator("'gan_type': '" + family + "'", 16);
                    Pass pass = Pass.inference(POLICY, Noise.seeded(SEED));
                    NDArray a = pass.array(new float[6 * 8], 1, 6, 8);
                    NDArray ones = a.add(1);
                    NDArray mixed = g.mix(a, ones, 2)) {
                float[] m = Ops.floats(mixed);
                boolean late = family.equals("stylegan");
                assertThat(m[0]).isEqualTo(late ? 0 : 1);
                assertThat(m[15]).isEqualTo(late ? 0 : 1);
                assertThat(m[16]).isEqualTo(late ? 1 : 0);
            }
        }
    }

    @Test
    void training_moves_the_mean_first_and_mixes_with_drawn_styles() {
        try (StyledGenerator g = (StyledGenerator) generator("'gan_type': 'stylegan2'", 16)) {
            Sampling sampling = new Sampling(new Truncation(0.5, 3), LayerNoise.CONST, 0, 0.9);
            try (Pass pass = Pass.moving(POLICY, Noise.seeded(SEED));
                    NDArray z = pass.array(random(16, 7), 2, 8);
                    NDArray w = g.map(pass, z, null);
                    NDArray wp = g.styles(pass, z, null, sampling)) {
                float[] values = Ops.floats(w);
                float mean = 0.1f * (values[0] + values[8]) / 2;
                float[] average = g.stateDict().get("truncation.w_avg").toFloats();
                assertThat(average[0]).isCloseTo(mean, within(1e-5f));
                float[] styles = Ops.floats(wp);
                assertThat(styles[0]).isCloseTo(mean + 0.5f * (values[0] - mean), within(1e-5f));
                assertThat(styles[3 * 8]).isEqualTo(values[0]);
                Sampling always = new Sampling(Truncation.NONE, LayerNoise.CONST, 1, 1);
                try (NDArray mixed = g.styles(pass, z, null, always)) {
                    float[] m = Ops.floats(mixed);
                    assertThat(m[0]).isNotEqualTo(values[0]);
                    assertThat(m[5 * 8]).isEqualTo(values[0]);
                }
            }
        }
    }

    @Test
    void a_sample_depends_on_its_seed_alone_and_reduced_precision_comes_close() {
        try (StyledGenerator g = (StyledGenerator) generator("'gan_type': 'stylegan2'", 16)) {
            float[] z = random(16, 9);
            float[] both = drawn(g, POLICY, Noise.perSample(4, 5), z, 2);
            float[] second = drawn(g, POLICY, Noise.perSample(5), Arrays.copyOfRange(z, 8, 16), 1);
            float[] half = Arrays.copyOfRange(both, 3 * 256, 6 * 256);
            assertThat(distance(half, second)).isLessThan(1e-4);
        }
        for (String family : List.of("pggan", "stylegan", "stylegan2")) {
            try (GanGenerator g = generator("'gan_type': '" + family + "'", 16)) {
                float[] z = random(16, 9);
                float[] full = drawn(g, POLICY, Noise.seeded(3), z, 2);
                for (Precision p : List.of(Precision.BFLOAT16, Precision.FLOAT16)) {
                    float[] less = drawn(g, POLICY.with(p), Noise.seeded(3), z, 2);
                    for (int i = 0; i < less.length; i++) {
                        less[i] -= full[i];
                    }
                    assertThat(deviation(less) / deviation(full))
                            .as(family + " " + p)
                            .isBetween(1e-7, 0.05);
                }
            }
        }
    }
}
