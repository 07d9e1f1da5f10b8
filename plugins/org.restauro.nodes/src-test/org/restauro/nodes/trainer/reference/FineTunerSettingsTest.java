// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.Labels;
import org.restauro.nodes.trainer.YesNo;
import org.restauro.nodes.trainer.reference.ReferenceFineTunerNodeParameters.PresetChoice;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.reference.ReferencePresets;

class FineTunerSettingsTest {

    /** Keys whose place is a port. */
    private static final Set<String> PORTS =
            Set.of(
                    "data.images",
                    "data.references",
                    "data.validation",
                    "data.validationReferences",
                    "training.model");

    private final ReferenceFineTunerNodeParameters parameters =
            new ReferenceFineTunerNodeParameters();

    @Test
    void has_a_field_for_every_setting_of_a_run() {
        List<String> fields = new ArrayList<>();
        for (Field group : ReferenceFineTunerNodeParameters.class.getDeclaredFields()) {
            if (NodeParameters.class.isAssignableFrom(group.getType())) {
                for (Field field : group.getType().getDeclaredFields()) {
                    fields.add(
                            FineTunerSettings.GROUPS.group(group.getName())
                                    + "."
                                    + field.getName());
                }
            }
        }
        List<String> keys = new ArrayList<>(ReferencePresets.defaults().keys());
        keys.removeAll(PORTS);
        assertThat(fields).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void has_a_choice_for_every_preset() {
        List<String> names = new ArrayList<>();
        for (PresetChoice choice : PresetChoice.values()) {
            names.add(choice.key());
        }
        assertThat(names).containsExactlyInAnyOrderElementsOf(ReferencePresets.NAMES);
    }

    @ParameterizedTest
    @EnumSource(PresetChoice.class)
    void leaves_a_preset_as_it_is_when_nothing_is_changed(PresetChoice preset) throws Exception {
        parameters.preset = preset;

        assertThat(FineTunerSettings.check(parameters).texts())
                .isEqualTo(
                        ReferencePresets.of(
                                        JsonNodeFactory.instance
                                                .objectNode()
                                                .put("preset", preset.key()))
                                .texts());
    }

    @Test
    void lays_what_was_chosen_over_the_preset() throws Exception {
        parameters.preset = PresetChoice.SMALL_64;
        parameters.training.epochs = 3;
        parameters.training.batch = 6;
        parameters.training.memory = "24 GB";
        parameters.training.unfreeze = "synthesis.to_style, synthesis.dec@500";
        parameters.references.pairing = ReferencesGroup.PairingChoice.RANDOM;
        parameters.references.referenceProbability = "0.5";
        parameters.masks.mostHole = "0.7";
        parameters.module.sides = "16, 64";
        parameters.module.aligned = YesNo.FALSE;
        parameters.loss.noise = TermsGroup.NoiseChoice.NONE;

        SettingsTree tree = FineTunerSettings.check(parameters);

        assertThat(tree.number("training.epochs", 0, 9)).isEqualTo(3);
        assertThat(tree.number("training.kimg", 0, 9)).isZero();
        assertThat(tree.integer("training.microBatch", 1, 99)).isEqualTo(6);
        assertThat(tree.text("training.memory")).isEqualTo("24 GB");
        assertThat(tree.texts("training.unfreeze"))
                .containsExactly("synthesis.to_style", "synthesis.dec@500");
        assertThat(tree.text("data.pairing")).isEqualTo("random");
        assertThat(tree.number("data.referenceProbability", 0, 1)).isEqualTo(0.5);
        assertThat(tree.number("data.validationShare", 0, 1)).isEqualTo(0.02);
        assertThat(tree.number("masks.mostHole", 0, 1)).isEqualTo(0.7);
        assertThat(tree.integers("module.sides")).containsExactly(16, 64);
        assertThat(tree.flag("module.aligned")).isFalse();
        assertThat(tree.text("loss.noise")).isEqualTo("none");
    }

    @Test
    void says_which_setting_cannot_be_used() {
        parameters.references.referenceProbability = "2";
        assertThatThrownBy(() -> FineTunerSettings.check(parameters))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("data.referenceProbability is 2");
        parameters.references.referenceProbability = "";
        parameters.training.microBatch = 3;
        assertThatThrownBy(() -> FineTunerSettings.check(parameters))
                .hasMessageContaining("training.microBatch is 3");
        parameters.training.microBatch = 0;
        parameters.optimizer.beta1 = "{";
        assertThatThrownBy(parameters::validate).hasMessageContaining("optimizer.beta1");
    }

    @Test
    void keeps_dots_in_names_that_are_no_endings_of_files() {
        assertThat(paired("St. Mary")).isEqualTo("St. Mary.");
        assertThat(paired("wall.PNG")).isEqualTo("wall.PNG");
        assertThat(paired("Row0")).isEqualTo("Row0");
    }

    private static String paired(final String name) {
        return new PairedNames(
                        new ImageSource() {
                            @Override
                            public String description() {
                                return "names";
                            }

                            @Override
                            public int size() {
                                return 1;
                            }

                            @Override
                            public String name(final int index) {
                                return name;
                            }

                            @Override
                            public Labels labels() {
                                return Labels.NONE;
                            }

                            @Override
                            public byte[] bytes(final int index) {
                                return new byte[0];
                            }
                        })
                .name(0);
    }
}
