// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restauro.engine.ComputePolicy;

/** Every implementation of the statistics that is there, against plain loops and each other. */
class MomentsTest {
    private static final ComputePolicy POLICY = ComputePolicy.parse("float32,cpu,threads=1");

    static Stream<StatisticsBackend> backends() {
        List<StatisticsBackend> all = new ArrayList<>(StatisticsBackend.installed());
        all.add(0, StatisticsBackend.torch(POLICY));
        return all.stream();
    }

    private static Random random() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("random moments with -Dseed=" + seed);
        return new Random(seed);
    }

    private static float[] rows(Random random, int n, int d) {
        float[] rows = new float[n * d];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (random.nextGaussian() + 0.5);
        }
        return rows;
    }

    private static Moments moments(StatisticsBackend backend, float[] rows, int d, int... cuts) {
        try (MomentsBuilder builder = backend.moments(d)) {
            int from = 0;
            for (int to : cuts) {
                builder.add(Arrays.copyOfRange(rows, from * d, to * d), to - from);
                from = to;
            }
            builder.add(Arrays.copyOfRange(rows, from * d, rows.length), rows.length / d - from);
            return builder.moments();
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void equal_plain_sums_in_double(StatisticsBackend backend) {
        int n = 40;
        int d = 7;
        float[] rows = rows(random(), n, d);
        Moments moments = moments(backend, rows, d, 3, 3, 20);
        double[] sum = new double[d];
        double[] products = new double[d * d];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < d; a++) {
                sum[a] += rows[i * d + a];
                for (int b = 0; b < d; b++) {
                    products[a * d + b] += (double) rows[i * d + a] * rows[i * d + b];
                }
            }
        }
        assertThat(moments.count()).isEqualTo(n);
        assertThat(moments.sum()).containsExactly(sum, offset(1e-12));
        assertThat(moments.products()).containsExactly(products, offset(1e-11));
        double[] covariance = moments.covariance(CovarianceRule.N_MINUS_1);
        double expected = (products[1] - sum[0] * sum[1] / n) / (n - 1);
        assertThat(covariance[1]).isCloseTo(expected, within(1e-12));
        assertThat(moments.covariance(CovarianceRule.N)[1])
                .isCloseTo(expected * (n - 1) / n, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void parts_add_up_to_the_whole(StatisticsBackend backend) {
        Random random = random();
        int d = 5;
        float[] rows = rows(random, 60, d);
        Moments whole = moments(backend, rows, d);
        int cut = 1 + random.nextInt(58);
        Moments parts =
                moments(backend, Arrays.copyOf(rows, cut * d), d)
                        .plus(moments(backend, Arrays.copyOfRange(rows, cut * d, 60 * d), d));
        assertThat(parts.count()).isEqualTo(60);
        assertThat(parts.sum()).containsExactly(whole.sum(), offset(1e-12));
        assertThat(parts.products()).containsExactly(whole.products(), offset(1e-11));
    }

    private static double root(double[] a, double[] b, int d) {
        return SymmetricRoots.traceOfRootOfProduct(a, b, d, POLICY);
    }

    @Test
    void roots_of_products_equal_known_ones() {
        // commuting: the trace of the root is the sum of roots of products
        assertThat(root(new double[] {4, 0, 0, 9}, new double[] {1, 0, 0, 1}, 2))
                .isCloseTo(5, within(1e-12));
        // singular
        assertThat(root(new double[] {4, 0, 0, 0}, new double[] {1, 0, 0, 1}, 2))
                .isCloseTo(2, within(1e-12));
        assertThat(root(new double[4], new double[] {2, 1, 1, 2}, 2)).isZero();
        StatisticsBackend torch = StatisticsBackend.torch(POLICY);
        Random random = random();
        double[] a = moments(torch, rows(random, 30, 6), 6).covariance(CovarianceRule.N);
        double[] b = moments(torch, rows(random, 4, 6), 6).covariance(CovarianceRule.N);
        assertThat(root(a, b, 6)).isCloseTo(root(b, a, 6), within(1e-6));
        // large enough for several blocks: the root of A·A is A, of full rank and of less
        int d = 400;
        for (int count : new int[] {900, 150}) {
            double[] large = moments(torch, rows(random, count, d), d).covariance(CovarianceRule.N);
            double trace = 0;
            for (int i = 0; i < d; i++) {
                trace += large[i * d + i];
            }
            assertThat(root(large, large, d)).isCloseTo(trace, within(1e-6 * trace));
        }
    }

    @Test
    void a_singular_covariance_beside_a_full_one_has_the_same_root_either_way() {
        StatisticsBackend torch = StatisticsBackend.torch(POLICY);
        Random random = random();
        int d = 300;
        double[] full = moments(torch, rows(random, 700, d), d).covariance(CovarianceRule.N);
        double[] singular = moments(torch, rows(random, 40, d), d).covariance(CovarianceRule.N);
        double expected = root(full, singular, d);
        assertThat(root(singular, full, d)).isCloseTo(expected, within(1e-6 * expected));
        double[] diagonal = new double[d * d];
        double roots = 0;
        for (int i = 0; i < d; i++) {
            diagonal[i * d + i] = i % 3; // of rank 200
            roots += Math.sqrt(i % 3 * (i % 3 + 1.0));
        }
        double[] positive = diagonal.clone();
        for (int i = 0; i < d; i++) {
            positive[i * d + i]++;
        }
        assertThat(root(diagonal, positive, d)).isCloseTo(roots, within(1e-10 * roots));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void too_few_vectors_are_said(StatisticsBackend backend) {
        Moments one = moments(backend, new float[] {1, 2}, 2);
        assertThat(one.covariance(CovarianceRule.N)).containsOnly(0);
        assertThatThrownBy(() -> one.covariance(CovarianceRule.N_MINUS_1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs 2 images or more; there is 1");
        assertThatThrownBy(() -> moments(backend, new float[0], 2).mean())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are 0");
        assertThatThrownBy(() -> one.plus(moments(backend, new float[3], 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 and of 3");
        assertThatThrownBy(() -> StatisticsBackend.named("numpy", POLICY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are torch");
    }
}
