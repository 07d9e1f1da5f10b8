// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.ops.Ops;

/** Whole networks, filled by formula, against the original's values, for every size in the data. */
class MatGoldenTest {
    /** Sizes up to this one belong to the daily loop. */
    private static final int DAILY = 256;

    /** Of the output's range. */
    private static final double TOLERANCE = 2e-5;

    private static final double LOGIT_TOLERANCE = 1e-4;

    private final ComputePolicy policy =
            ComputePolicy.parse(System.getProperty("policy", "float32,channels-last,cpu"));

    @TestFactory
    Stream<DynamicTest> small_sizes_are_met() throws IOException {
        return cases(true);
    }

    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> large_sizes_are_met() throws IOException {
        return cases(false);
    }

    private Stream<DynamicTest> cases(boolean daily) throws IOException {
        Path folder = folder();
        List<DynamicTest> tests = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            List<Path> files;
            try (Stream<Path> all = Files.list(folder)) {
                files =
                        all.filter(
                                        p ->
                                                p.getFileName()
                                                        .toString()
                                                        .matches("full_networks.*\\.json"))
                                .sorted()
                                .toList();
            }
            for (Path file : files) {
                JsonNode root = new ObjectMapper().readTree(file.toFile());
                for (Map.Entry<String, JsonNode> e : root.properties()) {
                    if (e.getKey().matches("\\d+")
                            && Integer.parseInt(e.getKey()) <= DAILY == daily) {
                        int r = Integer.parseInt(e.getKey());
                        tests.add(DynamicTest.dynamicTest("MAT " + r, () -> run(r, e.getValue())));
                    }
                }
            }
        }
        assumeTrue(!tests.isEmpty(), "no golden data of this size in " + folder);
        return tests.stream();
    }

    private void run(int r, JsonNode golden) throws IOException {
        MatConfig config = MatConfig.published(r);
        float[] image = FormulaWeights.sequence(777, 3 * r * r, 1);
        float[] z = FormulaWeights.sequence(999, config.zDim(), Math.sqrt(3));
        float[] mask = mask(r);
        float[] painted;
        float[] stage1;
        try (MatGenerator generator = new MatGenerator(config)) {
            generator.load(FormulaWeights.fill(generator, FormulaWeights.GENERATOR_SEED), policy);
            try (Pass pass = Pass.inference(policy, new FixedCoins());
                    MatGenerator.Painting painting =
                            generator.forward(
                                    pass,
                                    pass.array(image, 1, 3, r, r),
                                    pass.array(mask, 1, 1, r, r),
                                    pass.array(z, 1, config.zDim()),
                                    0.5,
                                    LayerNoise.CONST)) {
                painted = Ops.floats(painting.image());
                stage1 = Ops.floats(painting.stage1());
            }
        }
        check(r, "stage 1", stage1, golden.get("stage1"));
        check(r, "final", painted, golden.get("final"));
        try (MatDiscriminator judge =
                new MatDiscriminator(config, MatDiscriminator.PUBLISHED_GROUP)) {
            judge.load(FormulaWeights.fill(judge, FormulaWeights.DISCRIMINATOR_SEED), policy);
            try (Pass pass = Pass.inference(policy, new FixedCoins());
                    MatDiscriminator.Logits logits =
                            judge.forward(
                                    pass,
                                    pass.array(painted, 1, 3, r, r),
                                    pass.array(mask, 1, 1, r, r),
                                    pass.array(stage1, 1, 3, r, r))) {
                logit(r, "logit", Ops.floats(logits.image())[0], golden.get("D_logit"));
                logit(
                        r,
                        "stage 1 logit",
                        Ops.floats(logits.stage1())[0],
                        golden.get("D_logit_stg1"));
            }
        }
    }

    private static void check(int r, String what, float[] actual, JsonNode golden)
            throws IOException {
        double min = golden.get("min").asDouble();
        double max = golden.get("max").asDouble();
        double range = max - min;
        double largest = 0;
        for (JsonNode sample : golden.get("samples")) {
            JsonNode at = sample.get(0);
            int i = (at.get(1).asInt() * r + at.get(2).asInt()) * r + at.get(3).asInt();
            largest = Math.max(largest, Math.abs(actual[i] - sample.get(1).asDouble()));
        }
        double sum = 0;
        double squares = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float v : actual) {
            sum += v;
            squares += (double) v * v;
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        double mean = sum / actual.length;
        double std = Math.sqrt(squares / actual.length - mean * mean);
        largest = Math.max(largest, Math.abs(mean - golden.get("mean").asDouble()));
        largest = Math.max(largest, Math.abs(std - golden.get("std").asDouble()));
        largest = Math.max(largest, Math.max(Math.abs(low - min), Math.abs(high - max)));
        report("MAT " + r + " " + what, largest, largest / range);
        assertThat(largest / range).as("MAT %d %s by the range", r, what).isLessThan(TOLERANCE);
    }

    private static void logit(int r, String what, float actual, JsonNode golden)
            throws IOException {
        double d = Math.abs(actual - golden.asDouble());
        report("MAT " + r + " " + what, d, d / Math.max(1, Math.abs(golden.asDouble())));
        assertThat(d).as("MAT %d %s", r, what).isLessThan(LOGIT_TOLERANCE);
    }

    private static void report(String name, double absolute, double relative) throws IOException {
        String line =
                String.format(Locale.ROOT, "| %s | %.2e | %.2e |%n", name, absolute, relative);
        System.out.print(line);
        String file = System.getProperty("parity");
        if (file != null) {
            Files.writeString(
                    Path.of(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private static float[] mask(int r) {
        float[] mask = new float[r * r];
        Arrays.fill(mask, 1);
        for (int y = r / 4; y < r * 3 / 4; y++) {
            Arrays.fill(mask, y * r + r / 8, y * r + r * 5 / 8, 0);
        }
        return mask;
    }

    /** The mixing maps of the golden data; nothing else may be drawn. */
    private static final class FixedCoins implements Noise {
        @Override
        public float[] bernoulli(String name, double p, long... shape) {
            float[] coins = new float[Noise.size(shape)];
            for (int i = 0; i < coins.length; i++) {
                coins[i] = (7L * i + i / 11) % 2 == 0 ? 1 : 0;
            }
            return coins;
        }

        @Override
        public float[] normal(String name, long... shape) {
            throw new AssertionError("normal noise was drawn: " + name);
        }

        @Override
        public float[] uniform(String name, long... shape) {
            throw new AssertionError("uniform noise was drawn: " + name);
        }
    }

    private static Path folder() {
        String set = System.getProperty("golden");
        if (set != null) {
            return Path.of(set);
        }
        Path root = Path.of(System.getProperty("restauro.root", "")).toAbsolutePath();
        while (root != null && !Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return Path.of(String.valueOf(root)).resolve("golden");
    }
}
