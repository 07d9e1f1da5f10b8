// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.file.ModelConverter;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.Sampling;
import org.restauro.models.gan.Truncation;
import org.restauro.models.gan.convert.AdaConversion;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.training.Golden;
import org.restauro.training.Loss;
import org.restauro.training.PhaseStep;
import org.restauro.training.Terms;
import org.restauro.training.TrainingBatch;

/** The phases of StyleGAN2-ADA, against the original's values. */
@Tag("slow")
class AdaGoldenTest {
    private static final int WIDTH = 512;

    private static final GoldenSteps.Translation NAMES =
            new GoldenSteps.Translation(AdaGoldenTest::ours, AdaGoldenTest::turned);

    private final ComputePolicy policy =
            ComputePolicy.parse(System.getProperty("policy", "float32,channels-last,cpu"));

    @TestFactory
    Stream<DynamicTest> phases_are_met() {
        return Golden.files("stylegan2_ada_training_.*\\.json").stream()
                .flatMap(
                        g ->
                                Stream.of("Gmain", "Greg", "Dmain", "Dreg")
                                        .map(p -> DynamicTest.dynamicTest(p, () -> phase(g, p))));
    }

    private void phase(JsonNode golden, String phase) {
        JsonNode config = golden.get("config");
        int side = config.get("R").asInt();
        int n = config.get("B").asInt();
        StateDict gWeights = filled(generator(side), config.get("g").asLong());
        StateDict dWeights = filled(discriminator(side), config.get("d").asLong());
        assertThat(gWeights.size()).isEqualTo(golden.get("G_state_keys").asInt());
        assertThat(dWeights.size()).isEqualTo(golden.get("D_state_keys").asInt());
        JsonNode none = JsonNodeFactory.instance.objectNode();
        ModelConverter.Network gOurs = AdaConversion.generator(gWeights, none);
        ModelConverter.Network dOurs = AdaConversion.discriminator(dWeights, none);
        try (GanGenerator g =
                        GanModels.generator(
                                GeneratorConfig.fromJson(gOurs.config()), gOurs.weights(), policy);
                GanDiscriminator d =
                        GanModels.discriminator(
                                DiscriminatorConfig.fromJson(dOurs.config()),
                                dOurs.weights(),
                                policy)) {
            GanLoss loss = new GanLoss(g, d, null, settings(config));
            float[] images =
                    FormulaWeights.sequence(config.get("img").asLong(), n * 3 * side * side, 1);
            TrainingBatch batch = new TrainingBatch(n, side, images, new float[0], new float[0]);
            compare(golden, phase, loss, batch, g, d);
        }
    }

    private static GanLossSettings settings(JsonNode config) {
        return GanLossSettings.published(GanFamily.STYLEGAN2_ADA)
                .withPenalties(config.get("gamma").asDouble(), 0, 16)
                .withPathLength(config.get("plw").asDouble(), 4, config.get("shrink").asInt())
                .with(new Sampling(Truncation.NONE, LayerNoise.CONST, 0, 0.995));
    }

    private void compare(
            JsonNode golden,
            String phase,
            GanLoss loss,
            TrainingBatch batch,
            GanGenerator g,
            GanDiscriminator d) {
        JsonNode config = golden.get("config");
        JsonNode expected = golden.get(phase);
        boolean path = phase.equals("Greg");
        int shrink = path ? config.get("shrink").asInt() : 1;
        Module module = phase.startsWith("G") ? g : d;
        Loss part =
                switch (phase) {
                    case "Gmain" -> loss.generatorMain();
                    case "Greg" -> loss.generatorPath();
                    case "Dmain" -> loss.discriminatorMain();
                    default -> loss.discriminatorPenalty();
                };
        int at = Map.of("Gmain", 0, "Greg", 1, "Dmain", 2, "Dreg", 3).get(phase);
        float[] z =
                FormulaWeights.sequence(
                        config.get("z").get(at).asLong(), batch.size() * WIDTH, Math.sqrt(3));
        float[] noise =
                FormulaWeights.sequence(
                        config.get("pl").asLong(), batch.images().length / shrink, Math.sqrt(3));
        double gain = expected.get("gain").asDouble();
        Map<String, float[]> nearby;
        Terms other;
        double otherMean;
        StateDict before = g.stateDict();
        begin(loss, config);
        try (PhaseStep step =
                GoldenSteps.compute(
                        module, part, batch, policy, GoldenSteps.shaken(z), noise, gain, shrink)) {
            nearby = GoldenSteps.copies(step);
            other = step.terms();
            otherMean = loss.pathLength().mean();
        }
        g.load(before, policy);
        begin(loss, config);
        try (PhaseStep step =
                GoldenSteps.compute(module, part, batch, policy, z, noise, gain, shrink)) {
            for (var term : expected.get("terms").properties()) {
                values(phase, step.terms(), other, term.getKey(), term.getValue());
            }
            if (path) {
                values(phase, step.terms(), other, "Loss/pl_lengths", expected.get("pl_lengths"));
                double mean = loss.pathLength().mean();
                GoldenSteps.value(
                        "Greg pl_mean", mean, expected.get("pl_mean_after").asDouble(), otherMean);
            }
            GoldenSteps.gradients(phase, step, nearby, expected.get("grads"), NAMES);
        }
    }

    private static void values(
            String phase, Terms terms, Terms other, String name, JsonNode expected) {
        float[] values = terms.values(name);
        assertThat(values).hasSize(expected.size());
        for (int i = 0; i < values.length; i++) {
            GoldenSteps.value(
                    phase + " " + name + " " + i,
                    values[i],
                    expected.get(i).asDouble(),
                    other.values(name)[i]);
        }
    }

    private static void begin(GanLoss loss, JsonNode config) {
        loss.pathLength()
                .restore(
                        new StateDict(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("mean", config.get("pl_mean").asDouble()));
    }

    /** Names and shapes of the original's generator, in its order. */
    private static Map<String, long[]> generator(int side) {
        Map<String, long[]> all = new LinkedHashMap<>();
        for (int r = 4; r <= side; r *= 2) {
            String block = "synthesis.b" + r + ".";
            if (r == 4) {
                all.put(block + "const", new long[] {WIDTH, r, r});
            }
            all.put(block + "resample_filter", new long[] {4, 4});
            for (int i = r == 4 ? 1 : 0; i < 2; i++) {
                String conv = block + "conv" + i + ".";
                all.put(conv + "weight", new long[] {WIDTH, WIDTH, 3, 3});
                all.put(conv + "noise_strength", new long[0]);
                all.put(conv + "bias", new long[] {WIDTH});
                all.put(conv + "resample_filter", new long[] {4, 4});
                all.put(conv + "noise_const", new long[] {r, r});
                affine(all, conv);
            }
            all.put(block + "torgb.weight", new long[] {3, WIDTH, 1, 1});
            all.put(block + "torgb.bias", new long[] {3});
            affine(all, block + "torgb.");
        }
        all.put("mapping.w_avg", new long[] {WIDTH});
        for (int i = 0; i < 8; i++) {
            all.put("mapping.fc" + i + ".weight", new long[] {WIDTH, WIDTH});
            all.put("mapping.fc" + i + ".bias", new long[] {WIDTH});
        }
        return all;
    }

    private static void affine(Map<String, long[]> all, String of) {
        all.put(of + "affine.weight", new long[] {WIDTH, WIDTH});
        all.put(of + "affine.bias", new long[] {WIDTH});
    }

    /** Names and shapes of the original's discriminator, in its order. */
    private static Map<String, long[]> discriminator(int side) {
        Map<String, long[]> all = new LinkedHashMap<>();
        for (int r = side; r > 4; r /= 2) {
            String block = "b" + r + ".";
            all.put(block + "resample_filter", new long[] {4, 4});
            if (r == side) {
                conv(all, block + "fromrgb.", 3, 1, true);
            }
            conv(all, block + "conv0.", WIDTH, 3, true);
            conv(all, block + "conv1.", WIDTH, 3, true);
            conv(all, block + "skip.", WIDTH, 1, false);
        }
        conv(all, "b4.conv.", WIDTH + 1, 3, true);
        all.put("b4.fc.weight", new long[] {WIDTH, WIDTH * 16});
        all.put("b4.fc.bias", new long[] {WIDTH});
        all.put("b4.out.weight", new long[] {1, WIDTH});
        all.put("b4.out.bias", new long[] {1});
        return all;
    }

    private static void conv(
            Map<String, long[]> all, String name, int in, int kernel, boolean bias) {
        all.put(name + "weight", new long[] {WIDTH, in, kernel, kernel});
        if (bias) {
            all.put(name + "bias", new long[] {WIDTH});
        }
        all.put(name + "resample_filter", new long[] {4, 4});
    }

    /** Values by the formula of the golden data. */
    private static StateDict filled(Map<String, long[]> layout, long seed) {
        StateDict dict = new StateDict();
        long[] state = {seed};
        layout.forEach(
                (name, shape) -> {
                    int count = 1;
                    for (long s : shape) {
                        count *= (int) s;
                    }
                    float[] values = new float[count];
                    for (int i = 0; i < count; i++) {
                        values[i] = (float) value(name, i, state);
                    }
                    dict.put(name, TensorData.of(values, shape));
                });
        return dict;
    }

    private static double value(String name, int i, long[] state) {
        if (name.endsWith("resample_filter")) {
            int[] row = {1, 3, 3, 1};
            return row[i / 4] * row[i % 4] / 64.0;
        }
        state[0] = (1664525L * state[0] + 1013904223L) & 0xffffffffL;
        double v = state[0] / 4294967296.0 * 2 - 1;
        double larger = name.startsWith("mapping.fc") ? 100 : 1;
        if (name.endsWith("affine.bias")) {
            return 1 + 0.1 * v;
        }
        if (name.endsWith("noise_const")) {
            return v;
        }
        boolean small =
                name.endsWith("noise_strength") || name.endsWith("w_avg") || name.endsWith("bias");
        return v * larger * (small ? 0.1 : Math.sqrt(3));
    }

    /** Our name of one of the original's parameters. */
    private static String ours(String name) {
        String[] p = name.split("\\.");
        if (p[0].equals("mapping")) {
            return name.replace("fc", "dense");
        }
        if (p[0].equals("synthesis")) {
            int level = level(p[1]);
            String rest = name.substring(name.indexOf('.', "synthesis.".length()) + 1);
            return "synthesis."
                    + rest.replace("const", "early_layer.const")
                            .replace("affine", "style")
                            .replace("conv0", "layer" + (2 * level - 1))
                            .replace("conv1", "layer" + 2 * level)
                            .replace("torgb", "output" + level);
        }
        int k = level("b32") - level(p[0]);
        return switch (p[1]) {
                    case "fromrgb" -> "input" + k;
                    case "conv0" -> "layer" + 2 * k;
                    case "conv1" -> "layer" + (2 * k + 1);
                    case "skip" -> "skip_layer" + k;
                    case "conv" -> "layer6";
                    case "fc" -> "layer7";
                    default -> "layer8";
                }
                + "."
                + p[2];
    }

    private static int level(String block) {
        return Integer.numberOfTrailingZeros(Integer.parseInt(block.substring(1)) / 4);
    }

    /** Kernels that double lie the other way round in the original. */
    private static float[] turned(String name, float[] values) {
        if (!name.startsWith("synthesis") || !name.endsWith("conv0.weight")) {
            return values;
        }
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i] = values[i / 9 * 9 + 8 - i % 9];
        }
        return turned;
    }
}
