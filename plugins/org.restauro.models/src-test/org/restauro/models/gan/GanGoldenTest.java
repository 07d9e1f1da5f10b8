// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.models.GoldenJson;
import org.restauro.models.mat.FormulaWeights;

/** Whole networks at 32, filled by formula, against the original's values, for every case. */
@Tag("slow")
class GanGoldenTest {
    static final int SIDE = 32;
    static final double TOLERANCE = 1e-4;
    private static final Pattern CASE =
            Pattern.compile("(pggan|stylegan2ada|stylegan2|stylegan)(?:_c(\\d+))?");

    /** They take seconds each. */
    private static final Set<String> DAILY = Set.of("stylegan");

    private static final int[] G_CLASSES = {3, 7};
    private static final int[] D_CLASSES = {3, 7, 0, 9};

    private final ComputePolicy policy =
            ComputePolicy.parse(System.getProperty("policy", "float32,channels-last,cpu"));

    @TestFactory
    Stream<DynamicTest> one_case_is_met_daily() throws IOException {
        return cases(true);
    }

    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> all_other_cases_are_met() throws IOException {
        return cases(false);
    }

    private Stream<DynamicTest> cases(boolean daily) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, JsonNode> e :
                GoldenJson.read("genforce_networks.json").properties()) {
            Matcher m = CASE.matcher(e.getKey());
            if (m.matches() && DAILY.contains(e.getKey()) == daily) {
                GanFamily family = GanFamily.parse(m.group(1));
                int labels = m.group(2) == null ? 0 : Integer.parseInt(m.group(2));
                tests.add(
                        DynamicTest.dynamicTest(
                                e.getKey(), () -> run(e.getKey(), family, labels, e.getValue())));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private void run(String name, GanFamily family, int labels, JsonNode golden)
            throws IOException {
        try (GanGenerator g =
                GanNetworks.generator(GeneratorConfig.published(family, SIDE, labels))) {
            g.load(FormulaWeights.fillGenforce(g, FormulaWeights.GENERATOR_SEED, false), policy);
            generator(name, g, golden);
        }
        try (GanDiscriminator d =
                GanNetworks.discriminator(DiscriminatorConfig.published(family, SIDE, labels))) {
            d.load(
                    FormulaWeights.fillGenforce(d, FormulaWeights.DISCRIMINATOR_SEED, false),
                    policy);
            discriminator(name, d, golden);
        }
    }

    private void generator(String name, GanGenerator g, JsonNode golden) throws IOException {
        float[] z = FormulaWeights.sequence(999, 2 * 512, Math.sqrt(3));
        boolean styled = g instanceof StyledGenerator;
        boolean truncated = styled && g.config().labelSize() == 0;
        Sampling sampling = truncated ? Sampling.truncated(0.7, 4) : Sampling.PLAIN;
        for (Map.Entry<String, JsonNode> e : golden.properties()) {
            Matcher lod = Pattern.compile("G(?:_lod_([\\d.]+))?").matcher(e.getKey());
            if (!lod.matches()) {
                continue;
            }
            if (lod.group(1) != null) {
                g.setLevelOfDetail(Double.parseDouble(lod.group(1)));
            }
            try (Pass pass = Pass.inference(policy, new NoDraws());
                    NDArray latents = pass.array(z, 2, 512);
                    NDArray label = label(pass, g.config().labelSize(), G_CLASSES);
                    NDArray image = g.generate(pass, latents, label, sampling)) {
                float[] pixels = Ops.floats(image);
                picture(name + " " + e.getKey(), pixels, e.getValue());
                if (lod.group(1) == null && golden.has("G_sample1_mean")) {
                    same(
                            name + " second mean",
                            mean(pixels, pixels.length / 2, pixels.length),
                            golden.get("G_sample1_mean").asDouble());
                }
            }
            if (lod.group(1) != null) {
                g.setLevelOfDetail(0);
            }
        }
        if (golden.has("w_first")) {
            try (Pass pass = Pass.inference(policy, new NoDraws());
                    NDArray latents = pass.array(z, 2, 512);
                    NDArray w = ((StyledGenerator) g).map(pass, latents, null);
                    NDArray wp = ((StyledGenerator) g).spread(w, sampling.truncation())) {
                values(name + " w", Ops.floats(w), 0, golden.get("w_first"));
                float[] all = Ops.floats(wp);
                values(name + " wp 0", all, 0, golden.get("wp_layer0_layer5").get(0));
                values(name + " wp 5", all, 5 * 512, golden.get("wp_layer0_layer5").get(1));
            }
        }
    }

    private void discriminator(String name, GanDiscriminator d, JsonNode golden)
            throws IOException {
        float[] images = FormulaWeights.sequence(777, 4 * 3 * SIDE * SIDE, 1);
        for (Map.Entry<String, JsonNode> e : golden.properties()) {
            Matcher lod =
                    Pattern.compile("D_(?:on_lcg_images_n4|lod_([\\d.]+))").matcher(e.getKey());
            if (!lod.matches()) {
                continue;
            }
            d.setLevelOfDetail(lod.group(1) == null ? 0 : Double.parseDouble(lod.group(1)));
            try (Pass pass = Pass.inference(policy, new NoDraws());
                    NDArray array = pass.array(images, 4, 3, SIDE, SIDE);
                    NDArray label = label(pass, d.config().labelSize(), D_CLASSES);
                    NDArray scores = d.judge(pass, array, label)) {
                values(name + " " + e.getKey(), Ops.floats(scores), 0, e.getValue());
            }
        }
    }

    private static NDArray label(Pass pass, int labels, int[] classes) {
        if (labels == 0) {
            return null;
        }
        float[] values = new float[classes.length * labels];
        for (int i = 0; i < classes.length; i++) {
            values[i * labels + classes[i]] = 1;
        }
        return pass.array(values, classes.length, labels);
    }

    private static void picture(String what, float[] pixels, JsonNode golden) throws IOException {
        double mean = mean(pixels, 0, pixels.length);
        double squares = 0;
        for (float v : pixels) {
            squares += (v - mean) * (v - mean);
        }
        double std = golden.get("std").asDouble();
        double largest = Math.abs(mean - golden.get("mean").asDouble());
        largest = Math.max(largest, Math.abs(Math.sqrt(squares / pixels.length) - std));
        for (JsonNode sample : golden.get("samples")) {
            JsonNode at = sample.get(0);
            int i = at.get(0).asInt();
            for (int axis = 1; axis < 4; axis++) {
                i = i * (axis == 1 ? 3 : SIDE) + at.get(axis).asInt();
            }
            largest = Math.max(largest, Math.abs(pixels[i] - sample.get(1).asDouble()));
        }
        GoldenJson.report("| %s | %.2e | %.2e |", what, largest, largest / std);
        assertThat(largest / std).as(what).isLessThan(TOLERANCE);
    }

    /** Differences by the size of the largest of these values, or of a score of 0.1. */
    static void values(String what, float[] actual, int from, JsonNode golden) throws IOException {
        double largest = 0;
        double size = 0.1;
        for (int i = 0; i < golden.size(); i++) {
            double expected = golden.get(i).asDouble();
            size = Math.max(size, Math.abs(expected));
            largest = Math.max(largest, Math.abs(actual[from + i] - expected));
        }
        GoldenJson.report("| %s | %.2e | %.2e |", what, largest, largest / size);
        assertThat(largest / size).as(what).isLessThan(TOLERANCE);
    }

    private static void same(String what, double actual, double expected) {
        assertThat(Math.abs(actual - expected)).as(what).isLessThan(TOLERANCE);
    }

    private static double mean(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    /** Stored noise only: nothing may be drawn. */
    static final class NoDraws implements Noise {
        @Override
        public float[] normal(String name, long... shape) {
            throw new AssertionError("normal noise was drawn: " + name);
        }

        @Override
        public float[] uniform(String name, long... shape) {
            throw new AssertionError("uniform noise was drawn: " + name);
        }
    }
}
