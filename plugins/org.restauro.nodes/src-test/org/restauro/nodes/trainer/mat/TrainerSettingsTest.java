// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.restauro.nodes.trainer.DataGroup;
import org.restauro.nodes.trainer.YesNo;
import org.restauro.nodes.trainer.mat.MatTrainerNodeParameters.PresetChoice;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.mat.MatPresets;

class TrainerSettingsTest {

    /** Keys whose place is a port. */
    private static final Set<String> PORTS =
            Set.of("data.images", "data.validation", "training.model");

    private final MatTrainerNodeParameters parameters = new MatTrainerNodeParameters();

    @Test
    void has_a_field_for_every_setting_of_a_run() {
        List<String> fields = new ArrayList<>();
        for (Field group : MatTrainerNodeParameters.class.getDeclaredFields()) {
            if (NodeParameters.class.isAssignableFrom(group.getType())) {
                for (Field field : group.getType().getDeclaredFields()) {
                    fields.add(group.getName() + "." + field.getName());
                }
            }
        }
        List<String> keys = new ArrayList<>(MatPresets.defaults().keys());
        keys.removeAll(PORTS);
        assertThat(fields).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void has_a_choice_for_every_preset() {
        List<String> names = new ArrayList<>();
        for (PresetChoice choice : PresetChoice.values()) {
            names.add(choice.key());
        }
        assertThat(names).containsExactlyInAnyOrderElementsOf(MatPresets.NAMES);
    }

    @ParameterizedTest
    @EnumSource(PresetChoice.class)
    void leaves_a_preset_as_it_is_when_nothing_is_changed(PresetChoice preset) throws Exception {
        parameters.preset = preset;

        assertThat(TrainerSettings.check(parameters).texts())
                .isEqualTo(MatPresets.preset(preset.key()).texts());
    }

    @Test
    void lays_what_was_chosen_over_the_preset() throws Exception {
        parameters.training.kimg = 1.5;
        parameters.data.crop = DataGroup.CropChoice.RESIZE_CENTRE_CROP;
        parameters.masks.kinds = "flaking+scratches, boxes";
        parameters.network.depths = "1, 1, 2, 1, 1";
        parameters.optimizer.lazyScaling = YesNo.TRUE;
        parameters.loss.r1Gamma = "0.5";
        parameters.output.licence = "CC0-1.0, or so";
        parameters.device.replicas = "2";

        SettingsTree tree = TrainerSettings.check(parameters);

        assertThat(tree.number("training.kimg", 0, 9)).isEqualTo(1.5);
        assertThat(tree.text("data.crop")).isEqualTo("resize-centre-crop");
        assertThat(tree.texts("masks.kinds")).containsExactly("flaking+scratches", "boxes");
        assertThat(tree.integers("network.depths")).containsExactly(1, 1, 2, 1, 1);
        assertThat(tree.flag("optimizer.lazyScaling")).isTrue();
        assertThat(tree.number("loss.r1Gamma", 0, 9)).isEqualTo(0.5);
        assertThat(tree.text("output.licence")).isEqualTo("CC0-1.0, or so");
        assertThat(tree.integer("device.replicas", 1, 9)).isEqualTo(2);
    }

    @Test
    void lets_what_is_left_to_the_preset_follow_the_images_of_a_step() throws Exception {
        parameters.training.batch = 6;

        SettingsTree tree = TrainerSettings.check(parameters);

        assertThat(tree.integer("training.microBatch", 1, 99)).isEqualTo(6);
        assertThat(tree.integer("network.minibatchGroup", 1, 99)).isEqualTo(3);
    }

    @Test
    void says_which_setting_cannot_be_used() {
        parameters.training.microBatch = 3;
        assertThatThrownBy(() -> TrainerSettings.check(parameters))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("training.microBatch is 3")
                .hasMessageContaining("divisor");
        parameters.training.microBatch = 0;
        parameters.masks.kinds = "flaking, scratch";
        assertThatThrownBy(() -> TrainerSettings.check(parameters))
                .hasMessageContaining("\"scratch\"");
        parameters.masks.kinds = "";
        parameters.optimizer.beta1 = "much";
        assertThatThrownBy(() -> TrainerSettings.check(parameters))
                .hasMessageContaining("optimizer.beta1 is much");
        parameters.optimizer.beta1 = "{";
        assertThatThrownBy(parameters::validate).hasMessageContaining("optimizer.beta1");
    }
}
