// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.LabelledSource;
import org.restauro.images.source.Labels;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanModels;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;

/** Labels of the images reach the networks. */
class ConditionalRunTest {
    @TempDir private Path folder;

    private static SettingsTree settings(String family) {
        return TinyGans.settings(family, 2)
                .set("modules.generator.model.label_size", "3")
                .set("output.allNetworks", "true")
                .set("controllers.Snapshoter.enabled", "false");
    }

    private static Path train(SettingsTree tree, ImageSource images, Path to) throws Exception {
        try (GanTraining training =
                GanTraining.create(
                        GanTrainingSettings.of(tree),
                        new TrainingData(images, null),
                        to,
                        null,
                        TrainingObserver.NONE)) {
            return training.run().model();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stylegan", "stylegan2"})
    void the_judgement_depends_on_the_label(String family) throws Exception {
        SettingsTree tree = settings(family);
        Path model = train(tree, TinyGans.images(12), folder);

        float[] scores = scores(model, GanTrainingSettings.of(tree).discriminator());
        assertThat(scores[0]).isNotEqualTo(scores[1]);
        assertThat(scores[1]).isNotEqualTo(scores[2]);
    }

    /** Of the same picture under each label. */
    private static float[] scores(Path file, DiscriminatorConfig config) throws Exception {
        float[] picture = new float[3 * 16 * 16];
        Random random = new Random(5);
        float[] all = new float[3 * picture.length];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = random.nextFloat();
        }
        for (int i = 0; i < 3; i++) {
            System.arraycopy(picture, 0, all, i * picture.length, picture.length);
        }
        ComputePolicy policy = ComputePolicy.REFERENCE;
        try (ModelFile model = ModelFile.open(file);
                GanDiscriminator discriminator =
                        GanModels.discriminator(
                                config, model.network(ModelFile.DISCRIMINATOR), policy);
                Pass pass = Pass.inference(policy, Noise.seeded(0));
                NDArray images = pass.array(all, 3, 3, 16, 16);
                NDArray labels = pass.array(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3)) {
            return discriminator.judge(pass, images, labels).toFloatArray();
        }
    }

    @Test
    void other_labels_train_another_model() throws Exception {
        ImageSource images = TinyGans.images(12);
        ImageSource swapped = LabelledSource.of(images, Labels.ofClasses(new int[12]));

        Path one = train(settings("stylegan2ada"), images, folder.resolve("one"));
        Path other = train(settings("stylegan2ada"), swapped, folder.resolve("other"));

        assertThat(weights(one)).isNotEqualTo(weights(other));
    }

    private static float[] weights(Path file) throws Exception {
        try (ModelFile model = ModelFile.open(file)) {
            return model.network(ModelFile.GENERATOR).get("mapping.LabelEmbed.weight").toFloats();
        }
    }
}
