// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.images.source.Crops;
import org.restauro.images.source.Mirror;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.Truncation;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.published.PublishedData;
import org.restauro.training.published.RunLength;

class GanPresetsTest {
    static final List<String> NAMES = GanPresets.NAMES;

    private static GanTrainingSettings settings(String yaml) {
        return GanTrainingSettings.of(GanPresets.of(SettingsTree.parse(yaml, "test")));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void every_preset_is_whole_and_sound(String name) {
        SettingsTree tree = GanPresets.preset(name);
        GanTrainingSettings settings = GanTrainingSettings.of(tree);

        assertThat(tree.keys()).isEqualTo(GanPresets.defaults().keys());
        assertThat(settings.steps(TinyGans.images(10))).isPositive();
        assertThat(settings.batch()).isPositive();
        assertThat(SettingsTree.parse(tree.yaml(), "again")).isEqualTo(tree.json());
    }

    @ParameterizedTest
    @CsvSource({
        "stylegan_demo, 25137935, 22498049",
        "stylegan_ffhq256, 26086229, 23052353",
        "stylegan_ffhq256_val, 26086229, 23052353",
        "stylegan_ffhq1024, 26219627, 23087249",
        "stylegan_ffhq1024_val, 26219627, 23087249",
        "stylegan2_demo512, 30276583, 28982849",
        "pggan_celebahq1024, 23079115, 23087249"
    })
    void networks_have_the_published_number_of_parameters(String name, long g, long d) {
        GanTrainingSettings settings = GanTrainingSettings.of(GanPresets.preset(name));
        try (GanGenerator generator = GanNetworks.generator(settings.generator());
                GanDiscriminator discriminator =
                        GanNetworks.discriminator(settings.discriminator())) {
            assertThat(generator.parameterCount()).isEqualTo(g);
            assertThat(discriminator.parameterCount()).isEqualTo(d);
        }
    }

    @Test
    void the_published_configuration_is_met() {
        GanTrainingSettings ffhq = GanTrainingSettings.of(GanPresets.preset("stylegan_ffhq256"));

        assertThat(ffhq.generator().family()).isEqualTo(GanFamily.STYLEGAN);
        assertThat(ffhq.progress())
                .isEqualTo(
                        new ProgressSchedule(
                                256,
                                8,
                                4,
                                600_000,
                                600_000,
                                Map.of(4, 64, 8, 32, 16, 16, 32, 8),
                                4,
                                Map.of(),
                                1));
        assertThat(ffhq.length()).isEqualTo(new RunLength(0, 25_000_000, 0));
        assertThat(ffhq.microBatch()).isEqualTo(32);
        assertThat(ffhq.loss().r1Gamma()).isEqualTo(10);
        assertThat(ffhq.loss().discriminatorInterval()).isEqualTo(1);
        assertThat(ffhq.loss().sampling().mixing()).isEqualTo(0.9);
        assertThat(ffhq.loss().sampling().noise()).isEqualTo(LayerNoise.RANDOM);
        assertThat(ffhq.networks().generatorLearning().adam().rate()).isEqualTo(0.001);
        assertThat(ffhq.networks().generatorLearning().adam().epsilonCorrected()).isFalse();
        assertThat(ffhq.networks().average().images()).isEqualTo(10_000);
        assertThat(ffhq.samples().mirror()).isEqualTo(Mirror.COIN);
        assertThat(ffhq.samples().crop()).isEqualTo(Crops.PROGRESSIVE);
        assertThat(ffhq.tree().flag("controllers.FIDEvaluator.enabled")).isTrue();
        assertThat(GanTrainingSettings.of(GanPresets.preset("stylegan_ffhq256_val")))
                .extracting(GanTrainingSettings::snapshotTruncation)
                .isEqualTo(new Truncation(0.7, 8));
    }

    @Test
    void a_configuration_of_genforce_is_taken_as_it_is() {
        GanTrainingSettings settings =
                settings(
                        """
                        runner_type: StyleGANRunner
                        gan_type: stylegan
                        resolution: 64
                        batch_size: 4
                        total_img: 0
                        total_iters: 25
                        cudnn_benchmark: true
                        cudnn_deterministic: false
                        launcher: slurm
                        num_gpus: 8
                        seed: 26
                        data:
                          num_workers: 4
                          train: {root_dir: faces.zip, data_format: zip, resolution: 64, mirror: 0.25}
                        controllers:
                          RunningLogger: {every_n_iters: 10, priority: 90, master_only: true}
                          ProgressScheduler:
                          CacheCleaner: {}
                        modules:
                          discriminator:
                            model: {gan_type: stylegan, resolution: 64}
                            kwargs_train: {}
                            kwargs_val:
                          generator:
                            model: {gan_type: stylegan, resolution: 64, z_space_dim: 256}
                            opt: {opt_type: Adam, base_lr: 2.0e-3, betas: '0.5, 0.9'}
                            kwargs_val: {trunc_psi: 0.5, trunc_layers: 4}
                        loss: {type: LogisticGANLoss, g_loss_kwargs: {}}
                        """);

        assertThat(settings.progress().initialResolution()).isEqualTo(4);
        assertThat(settings.tree().flag("controllers.CacheCleaner.enabled")).isTrue();
        assertThat(settings.tree().flag("controllers.FIDEvaluator.enabled")).isFalse();
        assertThat(settings.seed()).isEqualTo(26);
        assertThat(settings.samples().mirrorChance()).isEqualTo(0.25);
        assertThat(settings.generator().zDim()).isEqualTo(256);
        assertThat(settings.networks().generatorLearning().adam().beta1()).isEqualTo(0.5);
        assertThat(settings.networks().generatorLearning().adam().beta2()).isEqualTo(0.9);
        assertThat(settings.steps(TinyGans.images(1))).isEqualTo(25);
    }

    @Test
    void the_recipes_of_adaptive_augmentation_follow_the_resolution() {
        GanTrainingSettings auto = settings("preset: ada-auto\nresolution: 512");
        GanTrainingSettings paper = settings("preset: ada-paper256");
        GanTrainingSettings cifar = settings("preset: ada-cifar");

        assertThat(auto.generator().resolution()).isEqualTo(512);
        assertThat(auto.batch()).isEqualTo(8);
        assertThat(auto.loss().r1Gamma()).isCloseTo(0.0002 * 512 * 512 / 8, within(1e-9));
        assertThat(auto.networks().average().images()).isCloseTo(2500, within(1e-9));
        assertThat(auto.generator().mappingLayers()).isEqualTo(2);
        assertThat(auto.generator().channels(512)).isEqualTo(64);
        assertThat(paper.batch()).isEqualTo(64);
        assertThat(paper.microBatch()).isEqualTo(8);
        assertThat(paper.generator().channels(256)).isEqualTo(64);
        assertThat(paper.networks().discriminatorLearning().adam().rate())
                .isCloseTo(0.0025 * 16 / 17, within(1e-9));
        assertThat(paper.networks().generatorLearning().adam().beta2())
                .isCloseTo(Math.pow(0.99, 0.8), within(1e-9));
        assertThat(paper.loss().generatorFirst()).isTrue();
        assertThat(settings("preset: ada-paper256\ndevice: {replicas: 8}"))
                .extracting(GanTrainingSettings::replicas, GanTrainingSettings::batch)
                .containsExactly(8, 64);
        assertThat(cifar.loss().pathLengthWeight()).isZero();
        assertThat(cifar.loss().sampling().mixing()).isZero();
        assertThat(cifar.discriminator().deviationGroup()).isEqualTo(32);
    }

    @Test
    void a_run_is_as_long_as_stated() {
        assertThat(steps("total_img: 101", 10)).isEqualTo(25);
        assertThat(steps("total_img: 102", 10)).isEqualTo(26);
        assertThat(steps("total_iters: 7", 10)).isEqualTo(7);
        assertThat(steps("total_img: 0\ntotal_epochs: 3\ndata: {repeat: 2}", 10)).isEqualTo(15);
    }

    private static long steps(String yaml, int images) {
        return settings("gan_type: stylegan2\n" + yaml).steps(TinyGans.images(images));
    }

    @Test
    void mirroring_doubles_the_set_or_is_a_chance() {
        SettingsTree tree = GanPresets.preset("stylegan2-small-64");
        SettingsTree doubled = tree.set("data.train.mirror", "doubled");

        assertThat(PublishedData.mirror(doubled)).isEqualTo(Mirror.DOUBLED);
        assertThat(PublishedData.mirror(tree.set("data.train.mirror", "0"))).isEqualTo(Mirror.NONE);
        assertThat(PublishedData.crop(tree.set("images.crop", "stretch"), 64))
                .isEqualTo(Crops.STRETCH);
        assertThat(PublishedData.crop(tree.set("data.train.crop_resize_resolution", "64"), 64))
                .isEqualTo(Crops.RESIZE_CENTRE_CROP);
    }

    @Test
    void wrong_settings_are_told() {
        assertThatThrownBy(() -> GanPresets.preset("stylegan2-smal-64"))
                .hasMessageContaining("did you mean \"stylegan2-small-64\"?");
        assertThatThrownBy(() -> settings("gan_type: stylegan2\nmodules: {generater: {}}"))
                .hasMessageContaining("modules.generater")
                .hasMessageContaining("did you mean \"modules.generator");
        assertThatThrownBy(
                        () -> settings("gan_type: stylegan2\ncontrollers: {Snapshotter: {num: 1}}"))
                .hasMessageContaining("There is no setting \"controllers.Snapshotter\"");
        assertWrong("gan_type", "stylegan3", "no family 'stylegan3'");
        assertWrong("resolution", "48", "a power of two from 8 to 1024");
        assertWrong("modules.generator.model.resolution", "32", "that of the run, 64,");
        assertWrong("modules.generator.model.fmaps_base", "a", "model: The option 'fmaps_base'");
        assertWrong("modules.generator.opt.opt_type", "SGD", "Adam would be right");
        assertWrong("modules.generator.opt.betas", "[0.5]", "a list of 2 numbers");
        assertWrong("modules.generator.lr.lr_type", "COSINE", "one of fixed, step, expstep");
        assertWrong("modules.generator.lr.warmup_type", "SLOW", "one of NO, CONST, LINEAR, EXP");
        assertWrong("training.microBatch", "3", "a divisor of batch_size, which is 8");
        assertWrong("loss.type", "WGAN", "LogisticGANLoss would be right");
        assertWrong("data.train.mirror", "2", "a chance from 0 to 1, or doubled,");
        assertWrong("data.train.resolution", "32", "that of the pictures, 64,");
        assertWrong("data.train.transform_kwargs.mean", "0", "127.5, as networks take");
        assertWrong("controllers.ProgressScheduler.enabled", "true", "a stylegan2 does not grow");
        assertWrong("total_img", "0", "how many images the run is to see");
        assertWrong("augment.set", "all", "augment.set is all; one of");
    }

    private static void assertWrong(String key, String value, String message) {
        SettingsTree wrong = GanPresets.preset("stylegan2-small-64").set(key, value);
        assertThatThrownBy(() -> GanTrainingSettings.of(wrong).augmentSet())
                .as(key)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }
}
