// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.Noise;
import org.restauro.engine.Torch;
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.inversion.InversionModels;
import org.restauro.models.perceptual.Vgg16;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/** An encoder trained on two parts of the CPU is that trained on one, with batches as large. */
class EncoderOnReplicasTest {
    @TempDir private Path folder;

    @Test
    void two_replicas_of_two_images_train_like_one_of_four() throws Exception {
        // an ε above rounding noise: a gradient that is 0 but for rounding must not become a step
        SettingsTree one =
                TinyEncoder.settings(2)
                        .set("loss.e_loss_kwargs.adv_lw", "0.08")
                        .set("modules.encoder.opt.eps", "0.1")
                        .set("modules.discriminator.opt.eps", "0.1");
        SettingsTree two = one.set("batch_size", "2").set("device.replicas", "2");
        try (GanGenerator generator = TinyGan.generator(GanFamily.STYLEGAN2)) {
            long arrays = Torch.liveArrays();
            TrainingOutcome expected = run(one, generator, "one");
            TrainingOutcome actual = run(two, generator, "two");
            TrainingOutcome again = run(two, generator, "again");

            assertThat(Torch.liveArrays()).isEqualTo(arrays);
            assertThat(actual.images()).isEqualTo(expected.images()).isEqualTo(8);
            Map<String, Double> terms = expected.log().get(1).values();
            assertThat(terms).containsKeys("Loss/E/adversarial", "Loss/r1_penalty");
            terms.forEach(
                    (name, value) -> {
                        if (name.startsWith("Loss/") || name.startsWith("Grad/")) {
                            assertThat(actual.log().get(1).values().get(name))
                                    .as(name)
                                    .isCloseTo(
                                            value, within(1e-5 * Math.max(1e-2, Math.abs(value))));
                        }
                    });
            near(actual.model(), expected.model());
            assertThat(again.model()).hasSameBinaryContentAs(actual.model());
        }
    }

    @Test
    @Tag("slow")
    void each_device_has_features_of_vgg16_and_a_run_goes_on_with_the_same_bytes()
            throws Exception {
        Path weights = folder.resolve("vgg16.safetensors");
        try (Vgg16 vgg = new Vgg16()) {
            vgg.initialise(TinyGan.POLICY, Noise.seeded(4));
            Safetensors.write(weights, vgg.stateDict(), Map.of());
        }
        SettingsTree one =
                TinyEncoder.settings(4)
                        .set("loss.e_loss_kwargs.adv_lw", "0.08")
                        .set("loss.e_loss_kwargs.perceptual_lw", "5.0e-5")
                        .set("perceptual_model_path", weights.toString());
        SettingsTree two = one.set("batch_size", "2").set("device.replicas", "2");
        try (GanGenerator generator = TinyGan.generator(GanFamily.STYLEGAN2)) {
            double alone = run(one, generator, "one").log().get(0).value("Loss/E/features");
            TrainingOutcome whole = run(two, generator, "whole");
            assertThat(whole.log().get(0).value("Loss/E/features"))
                    .isCloseTo(alone, within(1e-5 * alone));
            Path cut = folder.resolve("cut");
            TrainingData data = TinyEncoder.data(generator);
            Path gan = TinyEncoder.gan(folder, generator, true);
            TinyEncoder.run(two, gan, data, cut, EncoderTrainingTest.endingAfter(2));
            TinyEncoder.resume(EncoderTraining.settings(cut), data, cut);
            assertThat(cut.resolve("model.safetensors")).hasSameBinaryContentAs(whole.model());
        }
    }

    private TrainingOutcome run(SettingsTree tree, GanGenerator generator, String name)
            throws Exception {
        Path gan = TinyEncoder.gan(folder, generator, true);
        return TinyEncoder.run(
                tree,
                gan,
                TinyEncoder.data(generator),
                folder.resolve(name),
                TrainingObserver.NONE);
    }

    /** Weights and running averages. */
    private static void near(Path actual, Path expected) throws Exception {
        try (ModelFile a = ModelFile.open(actual);
                ModelFile b = ModelFile.open(expected)) {
            StateDict ours = a.network(InversionModels.ENCODER);
            StateDict theirs = b.network(InversionModels.ENCODER);
            assertThat(ours.names()).isEqualTo(theirs.names());
            double largest = 0;
            for (String name : theirs.names()) {
                float[] x = ours.get(name).toFloats();
                float[] y = theirs.get(name).toFloats();
                double difference = 0;
                double size = 0;
                for (int i = 0; i < x.length; i++) {
                    difference += Math.pow(x[i] - y[i], 2);
                    size += Math.pow(y[i], 2);
                }
                largest =
                        Math.max(largest, Math.sqrt(difference / Math.max(size, x.length * 1e-6)));
            }
            System.out.printf("encoders differ by %.1e%n", largest);
            assertThat(largest).isLessThan(1e-5);
        }
    }

    @Test
    void each_device_takes_the_images_of_batch_size() {
        SettingsTree tree = TinyEncoder.settings(2).set("device.replicas", "3");
        assertThat(EncoderTrainingSettings.of(tree).batch()).isEqualTo(12);
        assertThat(EncoderTrainingSettings.of(tree.set("batch_size", "1")).batch()).isEqualTo(3);
    }

    @Test
    void what_devices_share_cannot_be_computed_again() {
        SettingsTree tree =
                TinyEncoder.settings(2)
                        .set("device.replicas", "2")
                        .set("device.gradientCheckpointing", "true");
        assertThatThrownBy(() -> EncoderTrainingSettings.of(tree))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("device.gradientCheckpointing is true")
                .hasMessageContaining("device.replicas");
    }
}
