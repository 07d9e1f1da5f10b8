// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.core.node.InvalidSettingsException;
import org.restauro.nodes.trainer.DeviceGroup;
import org.restauro.nodes.trainer.gan.GanTrainerNodeParameters.MirrorChoice;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.gan.GanPresets;

class GanTrainerSettingsTest {

    private final GanTrainerNodeParameters parameters = new GanTrainerNodeParameters();

    @TempDir private Path folder;

    @Test
    void has_a_choice_for_every_preset() {
        List<String> names = new ArrayList<>();
        for (PresetChoice choice : PresetChoice.values()) {
            names.add(choice.key());
        }
        assertThat(names).containsExactlyInAnyOrderElementsOf(GanPresets.NAMES);
    }

    @ParameterizedTest
    @EnumSource(PresetChoice.class)
    void leaves_a_preset_as_it_is_when_nothing_is_changed(PresetChoice preset) throws Exception {
        parameters.preset = preset;

        assertThat(GanTrainerSettings.tree(parameters).texts())
                .isEqualTo(GanPresets.preset(preset.key()).texts());
    }

    @Test
    void lays_over_it_what_was_chosen() throws Exception {
        parameters.resolution = 32;
        parameters.batch = 4;
        parameters.kimg = 1.5;
        parameters.mirror = MirrorChoice.NONE;
        parameters.training.minutes = 3;
        parameters.training.seed = 7;
        parameters.output.licence = "CC0-1.0";
        parameters.device.device = DeviceGroup.DeviceChoice.CPU;
        parameters.device.replicas = "3";
        parameters.settings = "# few\nloss.d_loss_kwargs.r1_gamma = 5\n\ntotal_epochs: 2\n";
        SettingsTree tree = GanTrainerSettings.check(parameters);

        assertThat(tree.integer("resolution", 0, 9999)).isEqualTo(32);
        assertThat(tree.integer("batch_size", 0, 9999)).isEqualTo(4);
        assertThat(tree.integer("total_img", 0, 9999)).isEqualTo(1500);
        assertThat(tree.number("data.train.mirror", 0, 1)).isZero();
        assertThat(tree.number("training.minutes", 0, 9)).isEqualTo(3);
        assertThat(tree.whole("training.seed", 0, 9)).isEqualTo(7);
        assertThat(tree.text("output.licence")).isEqualTo("CC0-1.0");
        assertThat(tree.text("device.device")).isEqualTo("cpu");
        assertThat(tree.integer("device.replicas", 1, 9)).isEqualTo(3);
        assertThat(tree.number("loss.d_loss_kwargs.r1_gamma", 0, 9)).isEqualTo(5);
        assertThat(tree.integer("total_epochs", 0, 9)).isEqualTo(2);
    }

    @Test
    void a_file_takes_the_place_of_the_preset() throws Exception {
        Path file = folder.resolve("settings.yml");
        Files.writeString(file, "preset: pggan-small-32\nbatch_size: 2\n");
        parameters.configFile = file.toString();
        parameters.training.microBatch = 1;
        SettingsTree tree = GanTrainerSettings.check(parameters);
        assertThat(tree.text("gan_type")).isEqualTo("pggan");
        assertThat(tree.integer("batch_size", 0, 9)).isEqualTo(2);
        assertThat(tree.integer("training.microBatch", 0, 9)).isEqualTo(1);

        Files.writeString(file, "network:\n  resolution: 64\n");
        assertThatThrownBy(() -> GanTrainerSettings.tree(parameters))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("holds no settings of a GAN");
        parameters.configFile = folder.resolve("none.yml").toString();
        assertThatThrownBy(() -> GanTrainerSettings.tree(parameters))
                .hasMessageContaining("none.yml");
    }

    @Test
    void says_which_setting_cannot_be() {
        parameters.settings = "loss.r1=3";
        assertThatThrownBy(() -> GanTrainerSettings.tree(parameters))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("There is no setting \"loss.r1\"");
        parameters.settings = "faster";
        assertThatThrownBy(() -> GanTrainerSettings.tree(parameters))
                .hasMessageContaining("The line \"faster\"");
        parameters.settings = "";
        parameters.resolution = 48;
        assertThatThrownBy(() -> GanTrainerSettings.check(parameters))
                .hasMessageContaining("48")
                .hasMessageContaining("power of two");
    }

    @Test
    void asks_for_a_model_of_the_family_that_is_trained() throws Exception {
        SettingsTree tree = GanTrainerSettings.tree(parameters);
        GanTrainerSettings.checkFamily(tree, "ffhq", "stylegan2ada");
        assertThatThrownBy(() -> GanTrainerSettings.checkFamily(tree, "old", "pggan"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("the settings train the family \"stylegan2\"");
    }
}
