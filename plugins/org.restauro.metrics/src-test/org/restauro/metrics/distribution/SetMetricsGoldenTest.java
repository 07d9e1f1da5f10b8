// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restauro.engine.ComputePolicy;
import org.restauro.images.random.RandomState;
import org.restauro.metrics.GoldenJson;
import org.restauro.metrics.features.FeatureSet;
import org.restauro.metrics.statistics.CovarianceRule;

/** The set metrics against scikit-learn, SciPy and torch-fidelity. */
class SetMetricsGoldenTest {
    private static final ComputePolicy POLICY = ComputePolicy.parse("float32,cpu,threads=1");

    private static FeatureSet real(long seed, int n, int d) {
        return new FeatureSet(n, d, GoldenJson.floats(seed, n * d));
    }

    private static FeatureSet moved(long seed, int n, int d) {
        double[] v = GoldenJson.lcg(seed, n * d);
        float[] values = new float[v.length];
        for (int i = 0; i < v.length; i++) {
            values[i] = (float) (1.1 * v[i] + 0.08 * (i % d % 3));
        }
        return new FeatureSet(n, d, values);
    }

    private static void close(String name, double value, double expected, double tolerance)
            throws IOException {
        assertThat(value).as(name).isCloseTo(expected, within(tolerance));
        GoldenJson.report("| %s | %.9g | %.2e |", name, expected, Math.abs(value - expected));
    }

    @Test
    void values_of_300_features_equal_the_published_definitions() throws IOException {
        JsonNode golden = GoldenJson.read("metrics.json");
        FeatureSet r = real(11, 300, 24);
        FeatureSet f = moved(22, 300, 24);
        close(
                "FID, N",
                FrechetDistance.of(f, r, CovarianceRule.N, POLICY),
                golden.get("fid_divide_by_N").asDouble(),
                1e-9);
        close(
                "FID, N−1",
                FrechetDistance.of(f, r, CovarianceRule.N_MINUS_1, POLICY),
                golden.get("fid_divide_by_N_minus_1").asDouble(),
                1e-9);
        KernelDistance kid = new KernelDistance(3, 0, 1, 1, 300, 1);
        close(
                "KID, one subset of 300",
                kid.of(f, r, POLICY).mean(),
                golden.get("kid_one_subset_all_300").asDouble(),
                1e-9);
        PrecisionRecall.Value pr = PrecisionRecall.PUBLISHED.of(f, r, POLICY);
        close("precision", pr.precision(), golden.get("precision_k3_float64").asDouble(), 1e-12);
        close("recall", pr.recall(), golden.get("recall_k3_float64").asDouble(), 1e-12);
        DiscriminativeScore ids = DiscriminativeScore.of(r, f, POLICY);
        JsonNode tight = golden.get("sklearn_tol_1e-12");
        close("U-IDS", ids.unpaired(), tight.get("u_ids").asDouble(), 1e-12);
        close("P-IDS", ids.paired().orElseThrow(), tight.get("p_ids").asDouble(), 1e-12);
        close(
                "SVM objective",
                ids.objective(),
                golden.get("_objective_at_solution").asDouble(),
                1e-9);
        close("SVM duality gap", ids.gap(), 0, 1e-9);
        close("SVM intercept", ids.intercept(), tight.get("intercept").asDouble(), 1e-7);
        double worst = 0;
        for (int i = 0; i < 24; i++) {
            double e = tight.get("coef").get(i).asDouble();
            worst = Math.max(worst, Math.abs(ids.weights()[i] - e));
        }
        close("SVM weights, largest", worst, 0, 1e-7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"regular", "degenerate"})
    void values_equal_those_of_torch_fidelity(String name) throws IOException {
        JsonNode golden = GoldenJson.read("distribution_metrics.json").get(name);
        int d = golden.get("dim").asInt();
        FeatureSet a = real(golden.get("seeds").get(0).asLong(), golden.get("n1").asInt(), d);
        FeatureSet b = moved(golden.get("seeds").get(1).asLong(), golden.get("n2").asInt(), d);
        close(
                name + " FID, torch-fidelity",
                FrechetDistance.of(a, b, CovarianceRule.N_MINUS_1, POLICY),
                golden.get("fid_torch_fidelity").asDouble(),
                1e-6);
        close(
                name + " FID, N−1",
                FrechetDistance.of(a, b, CovarianceRule.N_MINUS_1, POLICY),
                golden.get("fid_symmetric_float64_N-1").asDouble(),
                1e-6);
        close(
                name + " FID, N",
                FrechetDistance.of(a, b, CovarianceRule.N, POLICY),
                golden.get("fid_symmetric_float64_N").asDouble(),
                1e-6);
        kid(name + " KID", KernelDistance.PUBLISHED, golden.get("kid_100_subsets"), a, b);
        kid(
                name + " KID degree 2",
                new KernelDistance(2, 0.05, 0.5, 10, 0, 7),
                golden.get("kid_degree2_gamma.05_coef.5_seed7_10_subsets"),
                a,
                b);
        for (int k : new int[] {3, 5}) {
            JsonNode e = golden.get("prc_k" + k + "_input1_generated_input2_real");
            PrecisionRecall.Value pr = new PrecisionRecall(k, false).of(a, b, POLICY);
            close(name + " precision " + k, pr.precision(), e.get("precision").asDouble(), 1e-6);
            close(name + " recall " + k, pr.recall(), e.get("recall").asDouble(), 1e-6);
            close(name + " F " + k, pr.fScore(), e.get("f_score").asDouble(), 1e-6);
        }
        RandomState random = new RandomState(2020);
        JsonNode indices = golden.get("kid_first_subset_indices_first8");
        int[] first = random.permutation(a.count());
        int[] second = random.permutation(b.count());
        for (int i = 0; i < 8; i++) {
            assertThat(first[i]).isEqualTo(indices.get(0).get(i).asInt());
            assertThat(second[i]).isEqualTo(indices.get(1).get(i).asInt());
        }
    }

    private static void kid(
            String name, KernelDistance distance, JsonNode e, FeatureSet a, FeatureSet b)
            throws IOException {
        KernelDistance.Value value =
                distance.withSubsets(distance.subsets(), e.get("subset_size").asInt())
                        .of(a, b, POLICY);
        double mean = e.get("kernel_inception_distance_mean").asDouble();
        close(name, value.mean(), mean, 1e-6);
        double deviation = e.get("kernel_inception_distance_std").asDouble();
        close(name + " deviation", value.deviation(), deviation, 1e-6);
    }

    @Test
    void inception_score_equals_that_of_torch_fidelity() throws IOException {
        JsonNode golden = GoldenJson.read("distribution_metrics.json").get("isc");
        int n = golden.get("n").asInt();
        int classes = golden.get("classes").asInt();
        double[] v = GoldenJson.lcg(golden.get("seed").asLong(), n * classes);
        float[] logits = new float[v.length];
        for (int i = 0; i < v.length; i++) {
            logits[i] = (float) (3 * v[i]);
        }
        score(golden, "shuffle_true_seed2020_10_splits", InceptionScore.PUBLISHED, logits, n);
        score(golden, "shuffle_false_10_splits", InceptionScore.IN_ORDER, logits, n);
        score(golden, "shuffle_true_seed7_3_splits", new InceptionScore(3, true, 7), logits, n);
        assertThat(Arrays.copyOf(new RandomState(2020).permutation(n), 8))
                .containsExactly(72, 154, 147, 31, 192, 2, 60, 81);
    }

    private static void score(
            JsonNode golden, String name, InceptionScore score, float[] logits, int n)
            throws IOException {
        InceptionScore.Value value = score.of(logits, n, logits.length / n);
        JsonNode e = golden.get(name);
        close("IS " + name, value.mean(), e.get("inception_score_mean").asDouble(), 1e-7);
        double deviation = e.get("inception_score_std").asDouble();
        close("IS deviation " + name, value.deviation(), deviation, 1e-7);
    }
}
