// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

class AugmentPipeTest {
    private static final ComputePolicy POLICY = ComputePolicy.parse("float32,cpu,threads=1");

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    AugmentPipeTest() {
        System.out.println("AugmentPipeTest: -Dseed=" + seed);
    }

    private float[] picture(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    private static float[] augmented(
            AugmentPipe pipe, double p, long[] seeds, float[] images, long... shape) {
        try (Pass pass = Pass.inference(POLICY, Noise.perSample(seeds))) {
            return Ops.floats(pipe.apply(pass, pass.array(images, shape), p));
        }
    }

    private static AugmentPipe pipe(String set) {
        return new AugmentPipe(AugmentSettings.set(set));
    }

    @Test
    void probability_zero_changes_nothing() {
        float[] images = picture(2 * 3 * 20 * 16);
        for (String set : AugmentSettings.names()) {
            assertThat(augmented(pipe(set), 0, new long[] {1, 2}, images, 2, 3, 20, 16))
                    .as(set)
                    .isEqualTo(images);
        }
    }

    @Test
    void a_sample_that_nothing_happens_to_stays_as_it_is() {
        int n = 16;
        int size = 3 * 12 * 12;
        float[] images = picture(n * size);
        long[] seeds = LongStream.range(seed, seed + n).toArray();
        float[] result = augmented(pipe("bgcf"), 0.15, seeds, images, n, 3, 12, 12);
        for (int i = 0; i < n; i++) {
            float[] one = Arrays.copyOfRange(images, i * size, (i + 1) * size);
            float[] alone = augmented(pipe("bgcf"), 0.15, new long[] {seeds[i]}, one, 1, 3, 12, 12);
            float[] among = Arrays.copyOfRange(result, i * size, (i + 1) * size);
            assertThat(Arrays.equals(among, one)).isEqualTo(Arrays.equals(alone, one));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blit", "geom", "color", "filter", "noise", "cutout", "bgcfnc"})
    void a_sample_is_changed_alike_whatever_its_batch_mates(String set) {
        int n = 4;
        int size = 3 * 24 * 20;
        float[] images = picture(n * size);
        long[] seeds = random.longs(n).toArray();
        for (double p : new double[] {0.4, 1}) {
            float[] together = augmented(pipe(set), p, seeds, images, n, 3, 24, 20);
            for (int i = 0; i < n; i++) {
                float[] one = Arrays.copyOfRange(images, i * size, (i + 1) * size);
                float[] alone = augmented(pipe(set), p, new long[] {seeds[i]}, one, 1, 3, 24, 20);
                float largest = 1;
                for (float v : alone) {
                    largest = Math.max(largest, Math.abs(v));
                }
                assertThat(Arrays.copyOfRange(together, i * size, (i + 1) * size))
                        .containsExactly(alone, within(2e-5f * largest));
            }
        }
    }

    @Test
    @Tag("slow")
    void a_batch_that_is_moved_in_parts_is_moved_like_its_samples() {
        int n = 11;
        int size = 3 * 64 * 64;
        float[] images = picture(n * size);
        long[] seeds = random.longs(n).toArray();
        float[][] together = movedAndGradient(seeds, images, n);
        for (int i = 0; i < n; i++) {
            float[] one = Arrays.copyOfRange(images, i * size, (i + 1) * size);
            float[][] alone = movedAndGradient(new long[] {seeds[i]}, one, 1);
            for (int k = 0; k < 2; k++) {
                assertThat(Arrays.copyOfRange(together[k], i * size, (i + 1) * size))
                        .containsExactly(alone[k], within(1e-4f));
            }
        }
    }

    private static float[][] movedAndGradient(long[] seeds, float[] images, int n) {
        try (Pass pass = Pass.differentiable(POLICY, Noise.perSample(seeds))) {
            NDArray x = Gradients.require(pass.array(images, n, 3, 64, 64));
            NDArray y = pipe("geom").apply(pass, x, 1);
            return new float[][] {
                Ops.floats(y), Ops.floats(Gradients.of(y.mul(y), List.of(x)).get(0))
            };
        }
    }

    @Test
    void a_second_picture_of_a_pass_is_changed_otherwise() {
        float[] image = picture(3 * 16 * 16);
        try (Pass pass = Pass.inference(POLICY, Noise.perSample(seed))) {
            NDArray x = pass.array(image, 1, 3, 16, 16);
            float[] first = Ops.floats(pipe("bgc").apply(pass, x, 1));
            assertThat(Ops.floats(pipe("bgc").apply(pass, x, 1))).isNotEqualTo(first);
        }
    }

    @Test
    void a_penalty_on_a_gradient_can_be_differentiated() {
        long[] shape = {2, 3, 10, 12};
        float[] image = picture(Noise.size(shape));
        float[] direction = picture(Noise.size(shape));
        double expected =
                (penalty(image, direction, 1e-2) - penalty(image, direction, -1e-2)) / 2e-2;
        double actual;
        try (Pass pass = Pass.differentiable(POLICY, Noise.perSample(3, 4))) {
            NDArray x = Gradients.require(pass.array(image, shape));
            float[] g = Ops.floats(Gradients.of(penalty(pass, x), List.of(x)).get(0));
            actual = 0;
            for (int i = 0; i < g.length; i++) {
                actual += g[i] * direction[i];
            }
        }
        System.out.printf("double backward %.6g, by differences %.6g%n", actual, expected);
        assertThat(actual).isCloseTo(expected, within(2e-3 * Math.abs(expected) + 2e-2));
    }

    private static double penalty(float[] image, float[] direction, double step) {
        float[] moved = image.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (step * direction[i]);
        }
        try (Pass pass = Pass.differentiable(POLICY, Noise.perSample(3, 4))) {
            NDArray x = Gradients.require(pass.array(moved, 2, 3, 10, 12));
            return Ops.floats(penalty(pass, x))[0];
        }
    }

    /** Squared gradient of a sum of sines of the changed pictures. */
    private static NDArray penalty(Pass pass, NDArray x) {
        NDArray y = pipe("bgcfnc").apply(pass, x, 1);
        NDArray judged =
                ScriptFunction.of("y: Tensor", "Tensor", "return torch.sum(torch.sin(y))").apply(y);
        NDArray g = Gradients.of(judged, List.of(x)).get(0);
        return ScriptFunction.of("g: Tensor", "Tensor", "return torch.sum(torch.mul(g, g))")
                .apply(g);
    }

    @Test
    void grey_pictures_can_be_augmented() {
        float[] image = picture(16 * 16);
        float[] result = augmented(pipe("bgcfnc"), 1, new long[] {seed}, image, 1, 1, 16, 16);
        assertThat(result).hasSize(image.length).isNotEqualTo(image);
    }

    @Test
    void pictures_of_low_precision_come_back_in_float32() {
        float[] image = picture(3 * 16 * 16);
        float[] expected = augmented(pipe("bgcfnc"), 1, new long[] {5}, image, 1, 3, 16, 16);
        try (Pass pass = Pass.inference(POLICY, Noise.perSample(5))) {
            NDArray x = Ops.cast(pass.array(image, 1, 3, 16, 16), Precision.BFLOAT16);
            NDArray y = pipe("bgcfnc").apply(pass, x, 1);
            assertThat(y.getDataType()).isEqualTo(DataType.FLOAT32);
            assertThat(Ops.floats(y)).containsExactly(expected, within(0.1f));
        }
    }

    @Test
    void rejects_colours_of_other_channel_counts() {
        float[] image = picture(2 * 8 * 8);
        for (double p : new double[] {0, 0.5}) {
            assertThatThrownBy(() -> augmented(pipe("bgc"), p, new long[] {1}, image, 1, 2, 8, 8))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 channels")
                    .hasMessageContaining("1 or 3");
        }
        assertThat(augmented(pipe("bg"), 1, new long[] {1}, image, 1, 2, 8, 8)).hasSize(128);
    }

    @Test
    void rejects_what_is_not_known() {
        assertThatThrownBy(() -> AugmentSettings.set("bcg"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'bcg'")
                .hasMessageContaining("bgcfnc");
        assertThatThrownBy(() -> AugmentSettings.of(Map.of("flip", 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'flip'")
                .hasMessageContaining("xflip");
        assertThatThrownBy(() -> AugmentSettings.of(Map.of("hue", -1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1.0");
        assertThatThrownBy(
                        () ->
                                augmented(
                                        pipe("bg"),
                                        Double.NaN,
                                        new long[] {1},
                                        new float[3],
                                        1,
                                        3,
                                        1,
                                        1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void sets_hold_what_they_are_called_for() {
        AugmentSettings bgcf = AugmentSettings.set("bgcf");
        for (Operation o : Operation.values()) {
            boolean within = o != Operation.NOISE && o != Operation.CUTOUT;
            assertThat(bgcf.multiplier(o)).as(o.key()).isEqualTo(within ? 1 : 0);
        }
        assertThat(AugmentSettings.set("cutout"))
                .isEqualTo(AugmentSettings.of(Map.of("cutout", 1.0, "noise", 0.0)));
    }
}
