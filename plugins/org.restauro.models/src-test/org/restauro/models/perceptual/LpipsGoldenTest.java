// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.GoldenJson;
import org.restauro.models.mat.FormulaWeights;

/** LPIPS v0.1 against the values of the original package, with formula-filled trunks. */
class LpipsGoldenTest {
    private static final ComputePolicy POLICY = ComputePolicy.parse("float32,cpu,threads=1");

    /** Sums of the published heads' weights. */
    private static final Map<Trunk.Kind, double[]> SUMS =
            Map.of(
                    Trunk.Kind.ALEX,
                    new double[] {2.349532, 16.143028, 39.268440, 27.197178, 20.317177},
                    Trunk.Kind.VGG,
                    new double[] {6.925992, 8.858335, 17.515005, 51.521324, 47.034851},
                    Trunk.Kind.SQUEEZE,
                    new double[] {
                        5.690101, 1.185279, 16.326565, 71.012627, 37.370724, 24.262873, 17.590553
                    });

    private record Pair(float[] a, float[] b, int h, int w) {
        NDArray first(Pass pass) {
            return pass.array(a, 1, 3, h, w);
        }

        NDArray second(Pass pass) {
            return pass.array(b, 1, 3, h, w);
        }
    }

    private static Pair pair(String name, int offset) {
        String[] parts = name.split("_");
        String[] size = parts[parts.length - 1].split("x");
        int h = Integer.parseInt(size[0]);
        int w = Integer.parseInt(size[1]);
        int n = 3 * h * w;
        if (name.startsWith("independent_noise")) {
            return new Pair(
                    GoldenJson.floats(offset + 1, n), GoldenJson.floats(offset + 2, n), h, w);
        }
        float[] a = new float[n];
        float[] b = new float[n];
        double[] x = GoldenJson.lcg(offset + 3, n);
        double[] y = GoldenJson.lcg(offset + (name.startsWith("small") ? 4 : h == 64 ? 5 : 6), n);
        for (int i = 0; i < n; i++) {
            int c = i / (h * w);
            int row = i / w % h;
            int col = i % w;
            if (name.startsWith("small")) {
                a[i] = (float) (0.8 * x[i]);
                b[i] = (float) (0.8 * x[i] + 0.1 * y[i]);
            } else {
                double wave = Math.cos((col - 2 * c) / 7.0);
                a[i] = (float) (Math.sin((row + 3 * c) / 5.0) * wave);
                b[i] = (float) (Math.sin((row + 3 * c + 1) / 5.0) * wave + 0.05 * y[i]);
            }
        }
        return new Pair(a, b, h, w);
    }

    private static Lpips filled(Trunk.Kind kind, JsonNode golden) throws IOException {
        try (Trunk trunk = new Trunk(kind)) {
            StateDict dict =
                    FormulaWeights.fillPlain(
                            trunk, golden.path("backbone_seeds").path(kind.toString()).asLong());
            assertThat(dict.size())
                    .isEqualTo(golden.path(kind.toString()).path("trunk_keys").asInt());
            return Lpips.of(kind, dict, POLICY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void distances_equal_those_of_the_original(Trunk.Kind kind) throws IOException {
        JsonNode golden = GoldenJson.read("lpips.json");
        JsonNode expected = golden.get(kind.toString());
        int offset = golden.get("pair_seed_offset").asInt();
        double worst = 0;
        String last = null;
        try (Lpips lpips = filled(kind, golden)) {
            for (Iterator<String> names = expected.get("pairs").fieldNames(); names.hasNext(); ) {
                last = names.next();
                JsonNode values = expected.get("pairs").get(last);
                Pair pair = pair(last, offset);
                try (Pass pass = Pass.inference(POLICY, Noise.seeded(0))) {
                    float total =
                            lpips.forward(pass, pair.first(pass), pair.second(pass)).getFloat(0);
                    assertThat(total)
                            .isCloseTo((float) values.get("total").asDouble(), within(1e-6f));
                    worst = Math.max(worst, Math.abs(total - values.get("total").asDouble()));
                    float[][] layers = lpips.layers(pass, pair.first(pass), pair.second(pass));
                    for (int i = 0; i < layers.length; i++) {
                        double e = values.get("layers").get(i).asDouble();
                        assertThat((double) layers[i][0])
                                .as("layer %d", i)
                                .isCloseTo(e, within(1e-6));
                        worst = Math.max(worst, Math.abs(layers[i][0] - e));
                    }
                    assertThat(lpips.forward(pass, pair.first(pass), pair.first(pass)).getFloat(0))
                            .isZero();
                }
            }
            double map = comparesMap(lpips, pair(last, offset), expected.get("spatial"));
            double gradient =
                    comparesGradient(
                            lpips, pair(last, offset), expected.get("gradient_wrt_first_image"));
            GoldenJson.report("| LPIPS %s | %.2e | %.2e | %.2e |", kind, worst, map, gradient);
        }
    }

    private static double comparesMap(Lpips lpips, Pair pair, JsonNode expected) {
        try (Pass pass = Pass.inference(POLICY, Noise.seeded(0))) {
            NDArray map = lpips.spatial(pass, pair.first(pass), pair.second(pass));
            assertThat(map.getShape().getShape()).containsExactly(1, 1, pair.h, pair.w);
            float[] values = Ops.floats(map);
            double worst = 0;
            for (JsonNode sample : expected.get("samples")) {
                int at = sample.get(0).get(0).asInt() * pair.w + sample.get(0).get(1).asInt();
                worst = Math.max(worst, Math.abs(values[at] - sample.get(1).asDouble()));
            }
            double sum = 0;
            for (float v : values) {
                sum += v;
            }
            worst =
                    Math.max(
                            worst, Math.abs(sum / values.length - expected.get("mean").asDouble()));
            assertThat(worst).isLessThan(2e-6);
            return worst;
        }
    }

    private static double comparesGradient(Lpips lpips, Pair pair, JsonNode expected) {
        try (Pass pass = Pass.differentiable(POLICY, Noise.seeded(0))) {
            NDArray a = pass.array(pair.a, 1, 3, pair.h, pair.w);
            Gradients.require(a);
            NDArray total = lpips.forward(pass, a, pair.second(pass));
            float[] gradient = Ops.floats(Gradients.firstOrder(total, List.of(a)).get(0));
            double norm = 0;
            for (float v : gradient) {
                norm += (double) v * v;
            }
            double e = expected.get("norm").asDouble();
            assertThat(Math.sqrt(norm)).isCloseTo(e, within(1e-4 * e));
            return Math.abs(Math.sqrt(norm) - e) / e;
        }
    }

    @ParameterizedTest
    @EnumSource
    void heads_are_the_published_ones(Trunk.Kind kind) throws IOException {
        StateDict heads = Lpips.publishedHeads(kind);
        double[] sums = SUMS.get(kind);
        assertThat(heads.size()).isEqualTo(sums.length);
        for (int i = 0; i < sums.length; i++) {
            assertThat(heads.get("lin" + i + ".model.1.weight").sum())
                    .isCloseTo(sums[i], within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takes_images_down_to_the_smallest_side_and_refuses_smaller_ones(Trunk.Kind kind)
            throws IOException {
        JsonNode golden = GoldenJson.read("lpips.json");
        int side = kind.smallest();
        try (Lpips lpips = filled(kind, golden);
                Pass pass = Pass.inference(POLICY, Noise.seeded(0))) {
            NDArray a = pass.array(GoldenJson.floats(1, 3 * side * side), 1, 3, side, side);
            NDArray b = pass.array(GoldenJson.floats(2, 3 * side * side), 1, 3, side, side);
            assertThat(lpips.forward(pass, a, b).getFloat(0)).isPositive().isFinite();
            NDArray small = pass.array(new float[3 * 8 * 8], 1, 3, 8, 8);
            assertThatThrownBy(() -> lpips.forward(pass, small, small))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least " + side);
            assertThatThrownBy(() -> lpips.forward(pass, a, small))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one size");
        }
    }

    @Test
    void whole_torchvision_files_and_lpips_files_load() throws IOException {
        try (Trunk trunk = new Trunk(Trunk.Kind.ALEX);
                Trunk again = new Trunk(Trunk.Kind.ALEX)) {
            StateDict plain = FormulaWeights.fillPlain(trunk, 1);
            StateDict sliced = new StateDict();
            for (String name : plain.names()) {
                sliced.put("net.slice1." + name.substring("features.".length()), plain.get(name));
            }
            sliced.put("lin0.model.1.weight", plain.get("features.0.bias"));
            again.loadPublished(sliced, POLICY);
            trunk.loadPublished(plain, POLICY);
            assertThat(again.stateDict().get("features.10.bias").toFloats())
                    .containsExactly(trunk.stateDict().get("features.10.bias").toFloats());
        }
    }
}
