// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.Fingerprint;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelFile;
import org.restauro.models.mat.MatGenerator;
import org.restauro.models.reference.ReferenceConfig;
import org.restauro.models.reference.ReferenceGuidedGenerator;
import org.restauro.models.reference.ReferenceModels;
import org.restauro.training.Phase;
import org.restauro.training.PhaseStep;
import org.restauro.training.StepNoise;
import org.restauro.training.StepSettings;
import org.restauro.training.TrainingBatch;
import org.restauro.training.config.SettingsException;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamSettings;

class ReferenceStepTest {
    private static final double TOLERANCE = 2e-5;

    @TempDir private Path folder;

    private ReferenceGuidedGenerator generator() throws Exception {
        try (ModelFile backbone = ModelFile.open(TinyTuning.backbone(folder, 1))) {
            return ReferenceModels.create(
                    backbone,
                    ReferenceConfig.LIGHTWEIGHT.withFeatures(16).withGrid(4).withPictureSize(32),
                    1,
                    TinyTuning.POLICY);
        }
    }

    private static Adam adam(ReferenceGuidedGenerator generator) {
        return new Adam(
                generator, AdamSettings.decoupled(0.01, 0.9, 0.999, 0.01), TinyTuning.POLICY);
    }

    private static Phase phase(ReferenceGuidedGenerator generator, Adam adam) {
        ReferencePainter painter = new ReferencePainter(generator, 1, LayerNoise.RANDOM);
        return Phase.main(
                "Gmain",
                generator,
                new ReferenceLoss(painter, PixelTerms.PUBLISHED, List.of()),
                adam);
    }

    /** Gates open, so that gradients reach everything. */
    static void open(ReferenceGuidedGenerator generator) {
        try (Pass pass = Pass.inference(TinyTuning.POLICY, Noise.seeded(0))) {
            generator
                    .parameters()
                    .forEach(
                            (name, p) -> {
                                if (name.endsWith("gate")) {
                                    p.assign(pass.array(new float[] {0.3f}, 1));
                                }
                            });
        }
    }

    private static Map<String, float[]> values(ReferenceGuidedGenerator generator) {
        StateDict dict = generator.stateDict();
        Map<String, float[]> values = new HashMap<>();
        dict.names().forEach(name -> values.put(name, dict.get(name).toFloats()));
        return values;
    }

    private static void step(ReferenceGuidedGenerator generator, Adam adam) {
        try (PhaseStep step =
                PhaseStep.compute(
                        phase(generator, adam),
                        0,
                        TinyTuning.batch(4, 7),
                        2,
                        TinyTuning.POLICY,
                        StepNoise.seeded(3))) {
            step.apply();
        }
    }

    private Map<String, float[]> gradients(int together, boolean checkpointing) throws Exception {
        return gradients(TinyTuning.POLICY, together, checkpointing);
    }

    private Map<String, float[]> gradients(
            ComputePolicy policy, int together, boolean checkpointing) throws Exception {
        StepSettings settings =
                StepSettings.plain(policy, together).withCheckpointing(checkpointing);
        try (ReferenceGuidedGenerator generator = generator()) {
            open(generator);
            generator.unfreeze("synthesis.to_style", "synthesis.dec");
            Map<String, float[]> gradients = new HashMap<>();
            try (Adam adam = adam(generator);
                    PhaseStep step =
                            PhaseStep.compute(
                                    phase(generator, adam),
                                    5,
                                    TinyTuning.batch(8, 11),
                                    settings,
                                    StepNoise.seeded(5))) {
                step.gradients().byName().forEach((n, g) -> gradients.put(n, Ops.floats(g)));
            }
            return gradients;
        }
    }

    private static void near(Map<String, float[]> actual, Map<String, float[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        double norm = 0;
        double difference = 0;
        for (Map.Entry<String, float[]> e : expected.entrySet()) {
            for (int i = 0; i < e.getValue().length; i++) {
                norm += Math.pow(e.getValue()[i], 2);
                difference += Math.pow(actual.get(e.getKey())[i] - e.getValue()[i], 2);
            }
        }
        assertThat(norm).isGreaterThan(0);
        assertThat(Math.sqrt(difference / norm)).isLessThan(TOLERANCE);
    }

    @Test
    void only_the_module_changes_over_a_step() throws Exception {
        try (ReferenceGuidedGenerator generator = generator();
                Adam adam = adam(generator)) {
            String backbone = Fingerprint.of(generator.backbone());
            Map<String, float[]> before = values(generator);
            step(generator, adam);
            step(generator, adam);
            Map<String, float[]> after = values(generator);
            assertThat(Fingerprint.of(generator.backbone())).isEqualTo(backbone);
            after.forEach(
                    (name, v) ->
                            assertThat(Arrays.equals(v, before.get(name)))
                                    .as(name)
                                    .isEqualTo(!name.startsWith("reference.")));
        }
    }

    @Test
    void what_was_unfrozen_changes_too_and_nothing_else() throws Exception {
        try (ReferenceGuidedGenerator generator = generator()) {
            generator.unfreeze("synthesis.to_style");
            Map<String, float[]> before = values(generator);
            try (Adam adam = adam(generator)) {
                step(generator, adam);
                step(generator, adam);
            }
            values(generator)
                    .forEach(
                            (name, v) ->
                                    assertThat(Arrays.equals(v, before.get(name)))
                                            .as(name)
                                            .isEqualTo(
                                                    !name.startsWith("reference.")
                                                            && !generator
                                                                    .changeable()
                                                                    .contains(name)));
        }
    }

    @Test
    void gradients_with_and_without_checkpointing_are_equal() throws Exception {
        near(gradients(4, true), gradients(4, false));
    }

    @Test
    void four_times_two_images_equal_eight() throws Exception {
        near(gradients(2, false), gradients(8, false));
    }

    @ParameterizedTest
    @CsvSource({"BFLOAT16, 0.98", "FLOAT16, 0.999"})
    void half_precision_points_the_same_way(Precision precision, double least) throws Exception {
        Map<String, float[]> exact = gradients(8, false);
        Map<String, float[]> rough = gradients(TinyTuning.POLICY.with(precision), 8, true);
        double product = 0;
        double left = 0;
        double right = 0;
        for (Map.Entry<String, float[]> e : exact.entrySet()) {
            for (int i = 0; i < e.getValue().length; i++) {
                product += (double) e.getValue()[i] * rough.get(e.getKey())[i];
                left += Math.pow(e.getValue()[i], 2);
                right += Math.pow(rough.get(e.getKey())[i], 2);
            }
        }
        assertThat(product / Math.sqrt(left * right)).isGreaterThan(least);
    }

    @Test
    void nothing_stays_in_native_memory() throws Exception {
        try (ReferenceGuidedGenerator generator = generator();
                Adam adam = adam(generator)) {
            step(generator, adam);
            long live = Torch.liveArrays();
            step(generator, adam);
            assertThat(Torch.liveArrays()).isEqualTo(live);
        }
    }

    @Test
    void without_references_a_trained_model_paints_as_plain_mat() throws Exception {
        TrainingBatch batch = TinyTuning.batch(2, 3);
        try (ReferenceGuidedGenerator generator = generator();
                Adam adam = adam(generator)) {
            float[] plain = paint(generator, batch, true);
            step(generator, adam);
            step(generator, adam);
            assertThat(paint(generator, batch, false)).isEqualTo(plain);
        }
    }

    private static float[] paint(
            ReferenceGuidedGenerator generator, TrainingBatch batch, boolean plainly) {
        try (Pass pass = Pass.inference(TinyTuning.POLICY, Noise.seeded(2))) {
            NDArray image = pass.array(batch.images(), 2, 3, 32, 32);
            NDArray mask = pass.array(batch.masks(), 2, 1, 32, 32);
            NDArray z = pass.array(pass.noise().normal("z", 2, 16), 2, 16);
            var guidance =
                    plainly
                            ? null
                            : HeldOutNetwork.guidance(pass, generator, Arrays.asList(null, null));
            try (MatGenerator.Painting painting =
                    generator.forward(pass, image, mask, z, 1, LayerNoise.CONST, guidance)) {
                return Ops.floats(painting.image());
            }
        }
    }

    @Test
    void decay_is_taken_from_the_parameters() throws Exception {
        try (ReferenceGuidedGenerator generator = generator();
                Adam adam =
                        new Adam(
                                generator,
                                AdamSettings.decoupled(0.01, 0.9, 0.999, 10),
                                TinyTuning.POLICY)) {
            // behind closed gates there is no gradient: only the decay of 0.01 · 10 is left
            String name = "reference.encoder.layers.0.conv.weight";
            float before = values(generator).get(name)[0];
            step(generator, adam);
            assertThat((double) values(generator).get(name)[0])
                    .isCloseTo(0.9 * before, within(1e-6 + 1e-5 * Math.abs(before)));
        }
    }

    @Test
    void a_path_without_parameters_is_told_with_the_nearest() {
        assertThatThrownBy(
                        () ->
                                TinyTuning.run(
                                        TinyTuning.settings(1)
                                                .set("training.unfreeze", "[to_style@3]"),
                                        folder.resolve("run"),
                                        TinyTuning.backbone(folder, 1),
                                        org.restauro.training.session.TrainingObserver.NONE))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("no parameter under the path \"to_style\"")
                .hasMessageContaining("synthesis.to_style");
    }
}
