// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;

/** Each operation does what it is called for, as often and as strongly as published. */
@Tag("slow")
class OperationTest {
    private static final ComputePolicy POLICY = ComputePolicy.parse("float32,cpu,threads=1");
    private static final int N = 400;
    private static final int SIDE = 32;

    private final long seed = Long.getLong("seed", 1);

    /** A blob of some width at some place, on black; moments follow it. */
    private static float[] blob(double x, double y, double sigma) {
        float[] image = new float[SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            double dx = i % SIDE - (SIDE - 1) / 2.0 - x;
            double dy = i / SIDE - (SIDE - 1) / 2.0 - y;
            image[i] = (float) Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
        }
        return image;
    }

    /** One value of each of many samples of one picture. */
    private double[] measured(
            String operation, double p, float[] image, ToDoubleFunction<float[]> measure) {
        int channels = image.length / (SIDE * SIDE);
        float[] all = new float[N * image.length];
        for (int i = 0; i < N; i++) {
            System.arraycopy(image, 0, all, i * image.length, image.length);
        }
        AugmentPipe pipe = new AugmentPipe(AugmentSettings.of(Map.of(operation, 1.0)));
        long[] seeds = LongStream.range(seed * N, seed * N + N).toArray();
        float[] result;
        try (Pass pass = Pass.inference(POLICY, Noise.perSample(seeds))) {
            result = Ops.floats(pipe.apply(pass, pass.array(all, N, channels, SIDE, SIDE), p));
        }
        double[] values = new double[N];
        for (int i = 0; i < N; i++) {
            values[i] =
                    measure.applyAsDouble(
                            Arrays.copyOfRange(result, i * image.length, (i + 1) * image.length));
        }
        return values;
    }

    private static double share(double[] values, double from, double to) {
        return Arrays.stream(values).filter(v -> v >= from && v < to).count() / (double) N;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double meanDifference(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < N; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / N;
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / N);
    }

    /** Sum of x^i y^j times the picture, about the middle. */
    private static double moment(float[] image, int i, int j) {
        double sum = 0;
        for (int k = 0; k < SIDE * SIDE; k++) {
            double x = k % SIDE - (SIDE - 1) / 2.0;
            double y = k / SIDE - (SIDE - 1) / 2.0;
            sum += image[k] * Math.pow(x, i) * Math.pow(y, j);
        }
        return sum;
    }

    private static double x(float[] image) {
        return moment(image, 1, 0) / moment(image, 0, 0);
    }

    private static double y(float[] image) {
        return moment(image, 0, 1) / moment(image, 0, 0);
    }

    private static double width(float[] image) {
        return Math.sqrt(moment(image, 2, 0) / moment(image, 0, 0));
    }

    private static double height(float[] image) {
        return Math.sqrt(moment(image, 0, 2) / moment(image, 0, 0));
    }

    private static double log2(double v) {
        return Math.log(v) / Math.log(2);
    }

    @Test
    void x_flip_mirrors_half() {
        double[] v = measured("xflip", 1, blob(6, 3, 2), OperationTest::x);
        assertThat(share(v, -6.6, -5.4)).isCloseTo(0.5, within(0.08));
        assertThat(share(v, 5.4, 6.6)).isCloseTo(0.5, within(0.08));
        double[] up = measured("xflip", 1, blob(6, 3, 2), OperationTest::y);
        assertThat(share(up, 2.4, 3.6)).isEqualTo(1);
    }

    @Test
    void at_a_probability_of_a_half_x_flip_mirrors_a_quarter() {
        double[] v = measured("xflip", 0.5, blob(6, 3, 2), OperationTest::x);
        assertThat(share(v, -6.6, -5.4)).isCloseTo(0.25, within(0.07));
    }

    @Test
    void quarters_are_equally_frequent() {
        double[] v =
                measured("rotate90", 1, blob(8, 0, 2), i -> Math.toDegrees(Math.atan2(y(i), x(i))));
        assertThat(share(v, -95, -85)).isCloseTo(0.25, within(0.07));
        assertThat(share(v, -5, 5)).isCloseTo(0.25, within(0.07));
        assertThat(share(v, 85, 95)).isCloseTo(0.25, within(0.07));
    }

    @Test
    void moves_by_whole_pixels_reach_an_eighth() {
        double[] v = measured("xint", 1, blob(0, 0, 2), OperationTest::x);
        for (double d : v) {
            assertThat(d).isCloseTo(Math.rint(d), within(0.01)).isBetween(-4.01, 4.01);
        }
        assertThat(deviation(v)).isCloseTo(8 / Math.sqrt(12), within(0.25));
    }

    @Test
    void scale_is_log_normal_and_equal_in_both_directions() {
        double[] w = measured("scale", 1, blob(0, 0, 3), i -> log2(width(i) / 3));
        double[] h = measured("scale", 1, blob(0, 0, 3), i -> log2(height(i) / 3));
        assertThat(deviation(w)).isCloseTo(0.2, within(0.03));
        assertThat(mean(w)).isCloseTo(0, within(0.04));
        assertThat(meanDifference(w, h)).isLessThan(0.01);
    }

    @Test
    void anisotropic_scale_is_opposite_in_both_directions() {
        double[] w = measured("aniso", 1, blob(0, 0, 3), i -> log2(width(i) / 3));
        double[] h = measured("aniso", 1, blob(0, 0, 3), i -> -log2(height(i) / 3));
        assertThat(deviation(w)).isCloseTo(0.2, within(0.03));
        // wide blobs reach the edges
        assertThat(meanDifference(w, h)).isLessThan(0.02);
    }

    @Test
    void rotation_has_any_angle_and_happens_as_often_as_said() {
        double[] v =
                measured("rotate", 1, blob(8, 0, 2), i -> Math.toDegrees(Math.atan2(y(i), x(i))));
        for (int from = -180; from < 180; from += 60) {
            assertThat(share(v, from, from + 60)).isCloseTo(1 / 6.0, within(0.07));
        }
        double[] rare =
                measured("rotate", 0.3, blob(8, 0, 2), i -> Math.toDegrees(Math.atan2(y(i), x(i))));
        assertThat(share(rare, -0.01, 0.01)).isCloseTo(0.7, within(0.08));
    }

    @Test
    void fractional_moves_are_normal() {
        double[] v = measured("xfrac", 1, blob(0, 0, 1.5), OperationTest::x);
        // the few that leave the picture come back as reflections
        assertThat(deviation(v)).isCloseTo(4, within(0.7));
        assertThat(mean(v)).isCloseTo(0, within(0.7));
    }

    private static float[] colour(double r, double g, double b) {
        float[] image = new float[3 * SIDE * SIDE];
        Arrays.fill(image, 0, SIDE * SIDE, (float) r);
        Arrays.fill(image, SIDE * SIDE, 2 * SIDE * SIDE, (float) g);
        Arrays.fill(image, 2 * SIDE * SIDE, 3 * SIDE * SIDE, (float) b);
        return image;
    }

    private static double luma(float[] image) {
        return (image[0] + image[SIDE * SIDE] + image[2 * SIDE * SIDE]) / 3;
    }

    private static double chroma(float[] image) {
        double l = luma(image);
        return Math.hypot(
                Math.hypot(image[0] - l, image[SIDE * SIDE] - l), image[2 * SIDE * SIDE] - l);
    }

    @Test
    void brightness_is_normal_and_happens_as_often_as_said() {
        double[] v = measured("brightness", 1, colour(0.3, 0.1, 0.2), i -> luma(i) - 0.2);
        assertThat(deviation(v)).isCloseTo(0.2, within(0.03));
        double[] rare = measured("brightness", 0.3, colour(0.3, 0.1, 0.2), i -> luma(i) - 0.2);
        assertThat(share(rare, -1e-6, 1e-6)).isCloseTo(0.7, within(0.08));
    }

    @Test
    void contrast_is_log_normal() {
        double[] v = measured("contrast", 1, colour(0.3, 0.1, 0.2), i -> log2(luma(i) / 0.2));
        assertThat(deviation(v)).isCloseTo(0.5, within(0.07));
        assertThat(mean(v)).isCloseTo(0, within(0.1));
    }

    @Test
    void luma_flip_turns_half_and_keeps_colours() {
        double[] v = measured("lumaflip", 1, colour(0.3, 0.1, 0.2), OperationTest::luma);
        assertThat(share(v, -0.2001, -0.1999)).isCloseTo(0.5, within(0.08));
        double[] c = measured("lumaflip", 1, colour(0.3, 0.1, 0.2), OperationTest::chroma);
        assertThat(share(c, 0.1414, 0.1415)).isEqualTo(1);
    }

    @Test
    void hue_turns_colours_and_keeps_luma() {
        double angle = Math.PI / 6;
        double[] v =
                measured(
                        "hue",
                        1,
                        colour(0.3, 0.1, 0.2),
                        i -> {
                            double r = i[0] - 0.2;
                            double g = i[SIDE * SIDE] - 0.2;
                            double b = i[2 * SIDE * SIDE] - 0.2;
                            return Math.atan2((g - b) * Math.sqrt(3) / 2, r - (g + b) / 2);
                        });
        for (double from = -Math.PI; from < Math.PI - angle; from += 2 * angle) {
            assertThat(share(v, from, from + 2 * angle)).isCloseTo(1 / 6.0, within(0.07));
        }
        double[] l = measured("hue", 1, colour(0.3, 0.1, 0.2), OperationTest::luma);
        assertThat(share(l, 0.19999, 0.20001)).isEqualTo(1);
    }

    @Test
    void saturation_is_log_normal_and_keeps_luma() {
        double before = chroma(colour(0.3, 0.1, 0.2));
        double[] v =
                measured("saturation", 1, colour(0.3, 0.1, 0.2), i -> log2(chroma(i) / before));
        assertThat(deviation(v)).isCloseTo(1, within(0.13));
        double[] l = measured("saturation", 1, colour(0.3, 0.1, 0.2), OperationTest::luma);
        assertThat(share(l, 0.19999, 0.20001)).isEqualTo(1);
    }

    @Test
    void filters_amplify_their_band() {
        float[] flat = new float[SIDE * SIDE];
        float[] fine = new float[SIDE * SIDE];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = 0.5f;
            fine[i] = (i + i / SIDE) % 2 - 0.5f;
        }
        // once in each direction; the lowest band holds most of the power, so it varies least
        double[] low = measured("imgfilter", 1, flat, i -> log2(Math.abs(i[SIDE * 8 + 8] / 0.5)));
        double[] high = measured("imgfilter", 1, fine, i -> log2(Math.abs(i[SIDE * 8 + 8] / 0.5)));
        assertThat(deviation(low)).isBetween(0.4, 1.2);
        assertThat(deviation(high)).isBetween(2.0, 3.5);
    }

    @Test
    void noise_has_a_deviation_of_its_own() {
        float[] grey = new float[SIDE * SIDE];
        double[] v = measured("noise", 1, grey, i -> Math.sqrt(moment2(i) / (SIDE * SIDE)));
        double square = Arrays.stream(v).map(s -> s * s).average().orElseThrow();
        assertThat(Math.sqrt(square)).isCloseTo(0.1, within(0.015));
        assertThat(mean(v)).isCloseTo(0.1 * Math.sqrt(2 / Math.PI), within(0.012));
    }

    private static double moment2(float[] image) {
        double sum = 0;
        for (float v : image) {
            sum += v * v;
        }
        return sum;
    }

    @Test
    void cutout_takes_a_rectangle() {
        float[] white = new float[SIDE * SIDE];
        Arrays.fill(white, 1);
        double[] v = measured("cutout", 1, white, i -> 1 - moment2(i) / (SIDE * SIDE));
        // half of the side, less what lies beyond the edges
        assertThat(mean(v)).isCloseTo(0.4375 * 0.4375, within(0.012));
        assertThat(Arrays.stream(v).max().orElseThrow()).isCloseTo(0.25, within(0.02));
    }
}
