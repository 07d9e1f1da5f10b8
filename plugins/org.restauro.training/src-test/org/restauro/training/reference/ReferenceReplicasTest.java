// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.Noise;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.Module;
import org.restauro.engine.weights.Safetensors;
import org.restauro.models.file.ModelFile;
import org.restauro.models.perceptual.Vgg19;
import org.restauro.training.BatchSource;
import org.restauro.training.Phase;
import org.restauro.training.TrainingBatch;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.optim.Adam;
import org.restauro.training.parallel.Together;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/** Fine-tuning on two parts of the CPU comes to what one device comes to. */
class ReferenceReplicasTest {
    /** Learns before the fusions from the beginning, and behind them from the second step on. */
    private static final String UNFREEZE = "[mapping, synthesis.dec@1]";

    @TempDir private Path folder;
    private int runs;

    @Test
    void two_replicas_learn_what_one_device_learns() throws Exception {
        Together one = train(1);
        Together two = train(2);
        assertThat(one.terms())
                .contains("1 Loss/G/pixels", "1 Loss/G/adversarial", "2 Loss/D/loss");
        assertThat(two.differenceOfTerms(one)).isLessThan(1e-5);
        assertThat(two.differenceOfNetworks(one)).isLessThan(1e-5);
    }

    private Together train(int devices) throws Exception {
        long live = Torch.liveArrays();
        Together result;
        SettingsTree tree =
                TinyTuning.settings(2)
                        .set("training.unfreeze", UNFREEZE)
                        .set("loss.adversarial", "0.1")
                        .set("loss.psi", "0.5");
        ReferenceTrainingSettings settings = ReferenceTrainingSettings.of(tree);
        Map<Module, Adam> optimizers = new HashMap<>();
        try (ModelFile backbone = ModelFile.open(TinyTuning.backbone(folder, 1));
                ReferenceNetworks networks =
                        ReferenceNetworks.create(settings, backbone, "b", null)) {
            networks.copyTo(Collections.nCopies(devices - 1, TinyTuning.POLICY));
            ReferenceStepTest.open(networks.generator());
            List<Phase> phases = new ArrayList<>();
            for (Phase p : networks.phases()) {
                phases.add(learningBy(p, optimizers));
            }
            result =
                    Together.train(
                            phases,
                            data(),
                            4,
                            2,
                            networks.replicas(),
                            settings.unfreezing()
                                    .controller(
                                            networks.generator(),
                                            optimizers.get(networks.generator())));
        } finally {
            optimizers.values().forEach(Adam::close);
        }
        assertThat(Torch.liveArrays()).isEqualTo(live);
        return result;
    }

    private static Phase learningBy(Phase p, Map<Module, Adam> optimizers) {
        Adam adam =
                optimizers.computeIfAbsent(
                        p.module(), m -> new Adam(m, Together.ADAM, TinyTuning.POLICY));
        return new Phase(
                p.name(),
                p.module(),
                p.loss(),
                adam,
                p.interval(),
                p.gain(),
                p.shrink(),
                p.offset());
    }

    /** Batches of 4, of which the last sample has no reference. */
    private static BatchSource data() {
        return new BatchSource() {
            private int given;

            @Override
            public TrainingBatch next(int size) {
                return TinyTuning.batch(size, ++given);
            }

            @Override
            public String position() {
                return "";
            }
        };
    }

    @Test
    @Tag("slow")
    void a_device_computes_a_micro_batch_and_all_together_compare_theirs() throws Exception {
        SettingsTree tree = TinyTuning.settings(1).set("loss.adversarial", "0.1");
        double alone = scores(tree);
        double two = scores(tree.set("device.replicas", "2"));
        double whole = scores(tree.set("training.microBatch", "4"));
        assertThat(Math.abs(two - whole)).isLessThan(1e-5 * Math.abs(whole));
        assertThat(Math.abs(alone - whole)).isGreaterThan(1e-4 * Math.abs(whole));
    }

    private double scores(SettingsTree tree) throws Exception {
        Path run = folder.resolve("run-" + ++runs);
        Path model = TinyTuning.backbone(folder, 1);
        return TinyTuning.run(tree, run, model, TrainingObserver.NONE)
                .log()
                .get(0)
                .value("Loss/scores/fake");
    }

    @Test
    @Tag("slow")
    void each_device_has_features_of_vgg19_and_a_run_goes_on_with_the_same_bytes()
            throws Exception {
        Path weights = folder.resolve("vgg19.safetensors");
        try (Vgg19 vgg = new Vgg19()) {
            vgg.initialise(TinyTuning.POLICY, Noise.seeded(4));
            Safetensors.write(weights, vgg.stateDict(), Map.of());
        }
        Path model = TinyTuning.backbone(folder, 1);
        SettingsTree one =
                TinyTuning.settings(4)
                        .set("training.unfreeze", UNFREEZE)
                        .set("loss.perceptual", "0.1")
                        .set("loss.style", "1")
                        .set("loss.perceptualWeights", weights.toString());
        SettingsTree two = one.set("device.replicas", "2");
        Path whole = folder.resolve("whole");
        Path cut = folder.resolve("cut");
        TrainingOutcome alone =
                TinyTuning.run(one, folder.resolve("one"), model, TrainingObserver.NONE);
        TrainingOutcome together = TinyTuning.run(two, whole, model, TrainingObserver.NONE);
        for (String name : List.of("Loss/G/pcp_loss", "Loss/G/style_loss")) {
            double value = alone.log().get(0).value(name);
            assertThat(together.log().get(0).value(name))
                    .as(name)
                    .isCloseTo(value, within(1e-5 * value));
        }
        TinyTuning.run(two, cut, model, ReferenceTrainingTest.endingAfter(2));
        TinyTuning.run(two, cut, model, TrainingObserver.NONE);
        assertThat(cut.resolve("model.safetensors"))
                .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    }

    @Test
    void what_devices_share_cannot_be_computed_again() {
        SettingsTree tree =
                TinyTuning.settings(1)
                        .set("device.replicas", "2")
                        .set("device.gradientCheckpointing", "true");
        assertThat(ReferenceTrainingSettings.of(tree).checkpointing()).isTrue();
        assertThatThrownBy(() -> ReferenceTrainingSettings.of(tree.set("loss.adversarial", "0.1")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("device.gradientCheckpointing is true")
                .hasMessageContaining("device.replicas");
    }
}
