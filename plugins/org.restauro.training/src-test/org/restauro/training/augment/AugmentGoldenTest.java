// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Ops;
import org.restauro.training.Golden;

/**
 * The pipe and the controller against the original's values. The original computes its maps in
 * float32, which is most of the difference.
 */
class AugmentGoldenTest {
    /** Of pixels, for each pixel of the side: the original's maps are that inexact. */
    private static final double PIXEL = 1e-6;

    /** Of means and deviations. */
    private static final double STATISTIC = 3e-6;

    /** Of filters' values: those given are rounded to float32. */
    private static final double FILTER = 1e-7;

    /** Of gradients, relative to the norm. */
    private static final double GRADIENT = 1e-5;

    private static final ComputePolicy POLICY =
            ComputePolicy.parse(System.getProperty("policy", "float32,cpu,threads=1"));

    @TestFactory
    Stream<DynamicTest> pictures_at_percentiles_are_met() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : goldens()) {
            golden.get("sets")
                    .fields()
                    .forEachRemaining(
                            set ->
                                    set.getValue()
                                            .fields()
                                            .forEachRemaining(
                                                    q -> {
                                                        if (!q.getKey().equals("args")) {
                                                            tests.add(test(golden, set, q));
                                                        }
                                                    }));
        }
        return tests.stream();
    }

    private static List<JsonNode> goldens() {
        return Golden.files("ada_augment.*\\.json");
    }

    private static DynamicTest test(
            JsonNode golden, Map.Entry<String, JsonNode> set, Map.Entry<String, JsonNode> q) {
        String name = set.getKey() + " " + q.getKey();
        return DynamicTest.dynamicTest(name, () -> compare(golden, set.getValue(), name, q));
    }

    private static void compare(
            JsonNode golden, JsonNode set, String name, Map.Entry<String, JsonNode> q) {
        double percentile = Double.parseDouble(q.getKey());
        double pixel = 0;
        double statistic = 0;
        for (String kind : List.of("noise_image", "smooth_image")) {
            JsonNode expected = q.getValue().get(kind);
            float[] image = kind.equals("noise_image") ? noise(golden, 0) : smooth(golden);
            float[] result = augmented(golden, set, percentile, image);
            double[] statistics = statistics(result);
            for (int i = 0; i < 2; i++) {
                double e = expected.get(i == 0 ? "mean" : "std").asDouble();
                assertThat(statistics[i]).as(name + " " + kind).isCloseTo(e, within(STATISTIC));
                statistic = Math.max(statistic, Math.abs(e - statistics[i]));
            }
            int[] at = positions(golden, kind.equals("noise_image") ? 0 : 1);
            for (int i = 0; i < at.length; i++) {
                double e = expected.get("s").get(i).asDouble();
                assertThat((double) result[at[i]])
                        .as(name + " " + kind + " " + i)
                        .isCloseTo(e, within(PIXEL * golden.get("size").asInt()));
                pixel = Math.max(pixel, Math.abs(e - result[at[i]]));
            }
        }
        Golden.report("| augmentation %s | %.1e | %.1e |", name, pixel, statistic);
    }

    private static AugmentPipe pipe(JsonNode set) {
        Map<String, Double> multipliers = new TreeMap<>();
        set.get("args")
                .fields()
                .forEachRemaining(a -> multipliers.put(a.getKey(), a.getValue().asDouble()));
        return new AugmentPipe(AugmentSettings.of(multipliers));
    }

    private static long[] shape(JsonNode golden) {
        int size = golden.get("size").asInt();
        return new long[] {golden.get("batch").asInt(), 3, size, size};
    }

    private static float[] augmented(JsonNode golden, JsonNode set, double q, float[] image) {
        long[] shape = shape(golden);
        try (Pass pass = Pass.inference(POLICY, Noise.seeded(0))) {
            NDArray x = pass.array(image, shape);
            return Ops.floats(
                    pipe(set)
                            .plan(new PercentileDraws(q, (int) shape[0]), 1, new Shape(shape), 3)
                            .apply(pass, x, 0));
        }
    }

    private static float[] noise(JsonNode golden, int more) {
        long s = golden.get("image_seed").asLong() + more;
        float[] values = new float[Noise.size(shape(golden))];
        for (int i = 0; i < values.length; i++) {
            s = (1664525 * s + 1013904223) & 0xffffffffL;
            values[i] = (float) (s * 0x1p-31 - 1);
        }
        return values;
    }

    private static float[] smooth(JsonNode golden) {
        int size = golden.get("size").asInt();
        float[] values = new float[Noise.size(shape(golden))];
        for (int i = 0; i < values.length; i++) {
            int x = i % size;
            int y = i / size % size;
            int c = i / (size * size) % 3;
            int b = i / (size * size * 3);
            values[i] = (float) (Math.sin((y + 3 * c + 5 * b) / 4.0) * Math.cos((x - 2 * c) / 6.0));
        }
        return values;
    }

    private static double[] statistics(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += v;
        }
        double mean = sum / values.length;
        double square = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (float v : values) {
            square += (v - mean) * (v - mean);
            min = Math.min(min, v);
            max = Math.max(max, v);
        }
        return new double[] {mean, Math.sqrt(square / values.length), min, max};
    }

    private static int[] positions(JsonNode golden, int b) {
        int r = golden.get("size").asInt();
        int[][] yx = {{0, 0}, {r / 2, r / 3}, {r - 1, r - 2}, {5, r - 7}};
        int[] at = new int[12];
        for (int i = 0; i < at.length; i++) {
            at[i] = ((b * 3 + i / 4) * r + yx[i % 4][0]) * r + yx[i % 4][1];
        }
        return at;
    }

    @TestFactory
    Stream<DynamicTest> filters_are_met() {
        return goldens().stream()
                .map(g -> DynamicTest.dynamicTest("filters", () -> compareFilters(g)));
    }

    private static void compareFilters(JsonNode golden) {
        close("Hz_geom", Wavelets.resampling(), golden.get("Hz_geom"));
        double[][] bands = Wavelets.bands();
        assertThat(golden.get("Hz_fbank").size()).isEqualTo(bands.length);
        for (int i = 0; i < bands.length; i++) {
            close("Hz_fbank " + i, bands[i], golden.get("Hz_fbank").get(i));
        }
    }

    private static void close(String name, double[] filter, JsonNode expected) {
        assertThat(filter.length).as(name).isEqualTo(expected.size());
        for (int i = 0; i < filter.length; i++) {
            assertThat(filter[i])
                    .as(name + " " + i)
                    .isCloseTo(expected.get(i).asDouble(), within(FILTER));
        }
    }

    @TestFactory
    Stream<DynamicTest> probability_zero_is_met() {
        return goldens().stream()
                .filter(g -> g.has("p_0_bgcf_on_smooth"))
                .map(g -> DynamicTest.dynamicTest("p = 0", () -> compareUnchanged(g)));
    }

    private static void compareUnchanged(JsonNode golden) {
        JsonNode expected = golden.get("p_0_bgcf_on_smooth");
        float[] image = smooth(golden);
        try (Pass pass = Pass.inference(POLICY, Noise.seeded(0))) {
            AugmentPipe pipe = new AugmentPipe(AugmentSettings.set("bgcf"));
            float[] result = Ops.floats(pipe.apply(pass, pass.array(image, shape(golden)), 0));
            double[] actual = statistics(result);
            String[] names = {"mean", "std", "min", "max"};
            for (int i = 0; i < names.length; i++) {
                assertThat(actual[i])
                        .as(names[i])
                        .isCloseTo(expected.get(names[i]).asDouble(), within(1e-6));
            }
            // the original resamples here, and its filters undo each other but for rounding
            assertThat(result).isEqualTo(image);
        }
    }

    @TestFactory
    Stream<DynamicTest> gradients_with_respect_to_the_picture_are_met() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : goldens()) {
            for (Iterator<String> names = golden.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (name.contains("_input_gradient_of_sum")) {
                    tests.add(DynamicTest.dynamicTest(name, () -> compareGradient(golden, name)));
                }
            }
        }
        return tests.stream();
    }

    private static void compareGradient(JsonNode golden, String name) {
        JsonNode set = golden.get("sets").get(name.substring(0, name.indexOf('_')));
        double q = Double.parseDouble(name.substring(name.lastIndexOf('_') + 1));
        JsonNode expected = golden.get(name);
        long[] shape = shape(golden);
        try (Pass pass = Pass.differentiable(POLICY, Noise.seeded(0))) {
            NDArray x = Gradients.require(pass.array(noise(golden, 0), shape));
            NDArray y =
                    pipe(set)
                            .plan(new PercentileDraws(q, (int) shape[0]), 1, new Shape(shape), 3)
                            .apply(pass, x, 0);
            NDArray weighted = y.mul(pass.array(noise(golden, 1), shape));
            float[] gradient = Ops.floats(Gradients.of(weighted, List.of(x)).get(0));
            double norm = expected.get("norm").asDouble();
            double sum = 0;
            for (float g : gradient) {
                sum += g;
            }
            double difference = Math.abs(Golden.norm(gradient) - norm) / norm;
            assertThat(difference).as("norm").isLessThan(GRADIENT);
            double sums = Math.abs(sum - expected.get("sum").asDouble()) / norm;
            assertThat(sums).as("sum").isLessThan(GRADIENT);
            double worst = 0;
            double[] samples = Golden.samples(gradient);
            for (int i = 0; i < samples.length; i++) {
                double e = expected.get("s").get(i).asDouble();
                worst = Math.max(worst, Math.abs(samples[i] - e));
                assertThat(samples[i])
                        .as("sample " + i)
                        .isCloseTo(e, within(PIXEL * golden.get("size").asInt()));
            }
            Golden.report("| augmentation gradient | %.1e | %.1e |", worst, difference);
        }
    }

    @TestFactory
    Stream<DynamicTest> controller_is_met() {
        return goldens().stream()
                .filter(g -> g.has("ada_controller"))
                .map(g -> DynamicTest.dynamicTest("controller", () -> compareControl(g)));
    }

    private static void compareControl(JsonNode golden) {
        JsonNode c = golden.get("ada_controller");
        AugmentControl control =
                AugmentControl.adaptive(
                        c.get("p_initial").asDouble(),
                        c.get("target").asDouble(),
                        c.get("kimg").asDouble(),
                        c.get("interval").asInt());
        for (int i = 0; i < c.get("mean_sign").size(); i++) {
            control.collect(c.get("mean_sign").get(i).asDouble());
            control.adjust(c.get("batch").asInt());
            assertThat(control.probability())
                    .as("after adjustment " + i)
                    .isCloseTo(c.get("p_after").get(i).asDouble(), within(1e-9));
        }
    }
}
