// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.restauro.engine.nn.Module;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.GanFamily;
import org.restauro.training.Trainer;

/** How networks of a run begin, and how their average follows. */
class GanTrainingNetworksTest {
    private static final int SIDE = 16;

    @TempDir private Path folder;

    private static GanTrainingNetworks begun(GanNetworkSettings settings, long seed) {
        return GanTrainingNetworks.create(settings, null, null, seed);
    }

    private ModelFile model(GanTrainingNetworks nets, boolean whole) throws IOException {
        Map<String, StateDict> networks = new LinkedHashMap<>();
        networks.put(ModelFile.GENERATOR, nets.generator().stateDict());
        if (whole) {
            networks.put(ModelFile.GENERATOR_EMA, nets.average().stateDict());
            networks.put(ModelFile.DISCRIMINATOR, nets.discriminator().stateDict());
        }
        Path path = folder.resolve("model" + System.nanoTime() + ".safetensors");
        ModelFile.write(
                path,
                new ModelDescription(
                        nets.settings().generator().family().toString(),
                        nets.settings().generator().toJson(),
                        "none",
                        "test",
                        Map.of()),
                networks);
        return ModelFile.open(path);
    }

    @ParameterizedTest
    @EnumSource(GanFamily.class)
    void equal_seeds_begin_with_equal_bytes(GanFamily family) {
        GanNetworkSettings settings = SmallGans.settings(family, SIDE, 3);
        try (GanTrainingNetworks a = begun(settings, 1);
                GanTrainingNetworks b = begun(settings, 1);
                GanTrainingNetworks c = begun(settings, 2)) {
            same(a.generator(), b.generator());
            same(a.discriminator(), b.discriminator());
            same(a.generator(), a.average());
            assertThat(weights(c.generator())).isNotEqualTo(weights(a.generator()));
            assertThat(weights(c.discriminator())).isNotEqualTo(weights(a.discriminator()));
        }
    }

    private static void same(Module a, Module b) {
        assertThat(SmallGans.values(a)).usingRecursiveComparison().isEqualTo(SmallGans.values(b));
    }

    private static float[] weights(Module network) {
        return SmallGans.values(network).entrySet().stream()
                .filter(e -> e.getKey().endsWith("weight"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @ParameterizedTest
    @EnumSource(GanFamily.class)
    void stored_weights_begin_with_the_published_deviations(GanFamily family) {
        try (GanTrainingNetworks nets = begun(SmallGans.settings(family, SIDE, 0), 1)) {
            for (Module network : List.of(nets.generator(), nets.discriminator())) {
                SmallGans.values(network).forEach(GanTrainingNetworksTest::checkBeginning);
            }
        }
    }

    /**
     * Weights N(0, 1) by the learning rate's factor; biases and strengths 0; StyleGAN's const 1.
     */
    private static void checkBeginning(String name, float[] values) {
        double squares = 0;
        for (float v : values) {
            squares += (double) v * v / values.length;
        }
        double expected = name.startsWith("mapping.dense") ? 100 : 1;
        if (name.endsWith("bias")
                || name.endsWith("strength")
                || name.endsWith("apply_noise.weight")
                || name.endsWith("w_avg")
                || name.endsWith("lod")) {
            assertThat(squares).as(name).isZero();
        } else if (!name.endsWith("kernel") && values.length > 20) {
            // 4.5 deviations of the mean square of so many values
            double far = 4.5 * Math.sqrt(2.0 / values.length);
            assertThat(squares / (expected * expected)).as(name).isBetween(1 - far, 1 + far);
        }
    }

    @Test
    void transfer_takes_over_what_fits() throws IOException {
        GanNetworkSettings settings = SmallGans.settings(GanFamily.STYLEGAN2, SIDE, 0);
        try (GanTrainingNetworks trained = begun(settings, 1);
                ModelFile whole = model(trained, true);
                ModelFile alone = model(trained, false);
                GanTrainingNetworks a = GanTrainingNetworks.create(settings, null, whole, 2);
                GanTrainingNetworks b = GanTrainingNetworks.create(settings, null, alone, 2)) {
            same(a.generator(), trained.generator());
            same(a.discriminator(), trained.discriminator());
            assertThat(a.transfers()).hasSize(3).allMatch(Transfer::complete);
            same(b.generator(), trained.generator());
            same(b.average(), trained.generator());
            assertThat(weights(b.discriminator())).isNotEqualTo(weights(trained.discriminator()));
            assertThat(b.transfers()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(GanFamily.class)
    void transfer_to_a_larger_size_keeps_the_levels(GanFamily family) throws IOException {
        try (GanTrainingNetworks trained = begun(SmallGans.settings(family, 8, 0), 1);
                ModelFile model = model(trained, true);
                GanTrainingNetworks larger =
                        GanTrainingNetworks.create(
                                SmallGans.settings(family, SIDE, 0), null, model, 2)) {
            Map<String, float[]> from = SmallGans.values(trained.discriminator());
            Map<String, float[]> to = SmallGans.values(larger.discriminator());
            assertThat(to.get("layer2.weight")).isEqualTo(from.get("layer0.weight"));
            assertThat(to.get("layer5.weight")).isEqualTo(from.get("layer3.weight"));
            assertThat(to.get("layer0.weight")).isNotEqualTo(from.get("layer0.weight"));
            String first = family == GanFamily.PGGAN ? "layer0.weight" : "synthesis.layer0.weight";
            if (family != GanFamily.STYLEGAN) {
                assertThat(SmallGans.values(larger.generator()).get(first))
                        .isEqualTo(SmallGans.values(trained.generator()).get(first));
            }
            Transfer report = larger.transfers().get(0);
            assertThat(report.complete()).isFalse();
            assertThat(report.begun()).anyMatch(n -> n.endsWith("output2.weight"));
            assertThat(report.toString()).contains("not there: ");
        }
    }

    @Test
    void transfer_of_another_shape_is_reported_and_of_nothing_refused() throws IOException {
        try (GanTrainingNetworks trained =
                        begun(SmallGans.settings(GanFamily.STYLEGAN2, SIDE, 0), 1);
                ModelFile model = model(trained, true);
                GanTrainingNetworks labelled =
                        GanTrainingNetworks.create(
                                SmallGans.settings(GanFamily.STYLEGAN2, SIDE, 3), null, model, 2)) {
            assertThat(labelled.transfers().get(0).reshaped())
                    .containsExactly("mapping.dense0.weight");
            assertThat(labelled.transfers().get(0).begun()).containsExactly("mapping.label_weight");
            assertThatThrownBy(
                            () ->
                                    GanTrainingNetworks.create(
                                            SmallGans.settings(GanFamily.PGGAN, SIDE, 0),
                                            null,
                                            model,
                                            2))
                    .hasMessageContaining("Nothing of the model fits");
        }
    }

    @Test
    void frozen_layers_stay_from_the_full_size_on() throws Exception {
        GanNetworkSettings settings =
                SmallGans.settings(GanFamily.STYLEGAN2_ADA, SIDE, 0, 5, false);
        try (GanTrainingNetworks nets = begun(settings, 1)) {
            Map<String, float[]> before = SmallGans.values(nets.discriminator());
            train(nets, 1);
            Map<String, float[]> after = SmallGans.values(nets.discriminator());
            for (String name :
                    List.of("input0", "layer0", "layer1", "skip_layer0", "layer2", "layer3")) {
                assertThat(after.get(name + ".weight").clone())
                        .as(name)
                        .satisfies(
                                w -> {
                                    if (name.equals("layer3")) {
                                        assertThat(w).isNotEqualTo(before.get(name + ".weight"));
                                    } else {
                                        assertThat(w).isEqualTo(before.get(name + ".weight"));
                                    }
                                });
            }
        }
        assertThatThrownBy(
                        () ->
                                begun(
                                        SmallGans.settings(
                                                GanFamily.STYLEGAN2_ADA, SIDE, 0, 9, false),
                                        1))
                .hasMessageContaining("9 layers")
                .hasMessageContaining("has 7");
    }

    private static void train(GanTrainingNetworks nets, int steps) throws Exception {
        GanFamily family = nets.settings().generator().family();
        GanLoss loss =
                new GanLoss(
                        nets.generator(),
                        nets.discriminator(),
                        null,
                        GanLossSettings.published(family));
        Trainer.builder(
                        loss.phases(nets.generatorAdam(), nets.discriminatorAdam(), 1),
                        new SmallGans.Data(SIDE, 0, 1))
                .policy(SmallGans.POLICY)
                .batch(4, 4)
                .with(nets.averaging())
                .build()
                .run(steps);
    }

    @Test
    void an_average_takes_buffers_along_unless_parity_is_wanted() throws Exception {
        for (boolean parity : new boolean[] {false, true}) {
            GanNetworkSettings settings =
                    SmallGans.settings(GanFamily.STYLEGAN2, SIDE, 0, 0, parity);
            try (GanTrainingNetworks nets = begun(settings, 1)) {
                Map<String, float[]> before = SmallGans.values(nets.generator());
                train(nets, 1);
                Map<String, float[]> live = SmallGans.values(nets.generator());
                Map<String, float[]> average = SmallGans.values(nets.average());
                String mean = "truncation.w_avg";
                String weight = "synthesis.layer1.weight";
                assertThat(live.get(mean)).isNotEqualTo(before.get(mean));
                assertThat(live.get(weight)).isNotEqualTo(before.get(weight));
                assertThat(average.get(mean)).isEqualTo((parity ? before : live).get(mean));
                if (parity) {
                    // it is moved before the generator's step, which nothing came before
                    assertThat(average.get(weight)).isEqualTo(before.get(weight));
                } else {
                    double kept = Math.pow(0.5, 4.0 / 20);
                    float expected =
                            (float)
                                    (live.get(weight)[0]
                                            + kept * (before.get(weight)[0] - live.get(weight)[0]));
                    assertThat(average.get(weight)[0]).isCloseTo(expected, within(1e-6f));
                }
            }
        }
    }
}
