// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTreeTest {
    private static final SettingsTree DEFAULTS =
            SettingsTree.defaults(
                    """
                    training:
                      batch: 8
                      rate: 0.5
                      model:
                    data:
                      mirror: true
                      crop: random-crop
                      kinds: [one, two]
                      depths: [1, 2]
                    """,
                    "defaults");

    private enum Crop {
        RANDOM_CROP,
        STRETCH
    }

    @Test
    void values_are_read_with_their_types() {
        assertThat(DEFAULTS.integer("training.batch", 1, 8)).isEqualTo(8);
        assertThat(DEFAULTS.number("training.rate", 0, 1)).isEqualTo(0.5);
        assertThat(DEFAULTS.isOpen("training.model")).isTrue();
        assertThat(DEFAULTS.flag("data.mirror")).isTrue();
        assertThat(DEFAULTS.choice("data.crop", Crop.class)).isEqualTo(Crop.RANDOM_CROP);
        assertThat(DEFAULTS.texts("data.kinds")).containsExactly("one", "two");
        assertThat(DEFAULTS.set("data.kinds", "a, b+c").texts("data.kinds"))
                .containsExactly("a", "b+c");
        assertThat(DEFAULTS.integers("data.depths")).containsExactly(1, 2);
    }

    @Test
    void an_unknown_key_is_an_error_that_names_the_nearest() {
        assertThatThrownBy(() -> DEFAULTS.set("training.bacth", "3"))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "There is no setting \"training.bacth\"; did you mean"
                                + " \"training.batch\"?");
        assertThatThrownBy(() -> DEFAULTS.over(SettingsTree.parse("trainig: {batch: 1}", "x.yml")))
                .hasMessageContaining("\"trainig\"; did you mean \"training\"?");
        assertThatThrownBy(() -> DEFAULTS.over(SettingsTree.parse("data: {miror: true}", "x.yml")))
                .hasMessageContaining("\"data.miror\"; did you mean \"data.mirror\"?");
    }

    @Test
    void a_group_is_no_value_and_a_value_no_group() {
        assertThatThrownBy(() -> DEFAULTS.over(SettingsTree.parse("training: 3", "x.yml")))
                .hasMessageContaining("training is a group of settings");
        assertThatThrownBy(
                        () ->
                                DEFAULTS.over(
                                        SettingsTree.parse("training: {batch: {a: 1}}", "x.yml")))
                .hasMessageContaining("training.batch is one setting");
    }

    @Test
    void a_wrong_value_is_named_with_what_would_be_right() {
        assertThatThrownBy(
                        () -> DEFAULTS.set("training.batch", "0").integer("training.batch", 1, 9))
                .hasMessage("training.batch is 0; a whole number from 1 to 9 would be right.");
        assertThatThrownBy(
                        () -> DEFAULTS.set("training.batch", "2.5").integer("training.batch", 1, 9))
                .hasMessageContaining("is 2.5; a whole number");
        assertThatThrownBy(() -> DEFAULTS.set("data.mirror", "maybe").flag("data.mirror"))
                .hasMessage("data.mirror is maybe; true or false would be right.");
        assertThatThrownBy(() -> DEFAULTS.set("data.crop", "half").choice("data.crop", Crop.class))
                .hasMessage("data.crop is half; one of random-crop, stretch would be right.");
        assertThatThrownBy(
                        () -> DEFAULTS.set("training.rate", ".nan").number("training.rate", 0, 1))
                .hasMessageContaining("a number from 0 to 1");
    }

    @Test
    void broken_yaml_is_told_with_its_line() {
        assertThatThrownBy(() -> SettingsTree.parse("training:\n  batch: [1,\n", "run.yml"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("run.yml, line")
                .hasMessageContaining("this is no YAML");
        assertThatThrownBy(() -> SettingsTree.parse("a: 1\na: 2", "run.yml"))
                .isInstanceOf(SettingsException.class);
        assertThatThrownBy(() -> SettingsTree.parse("just text", "run.yml"))
                .hasMessageContaining("no table of settings");
        assertThatThrownBy(() -> SettingsTree.parse("a: !!java.lang.Runtime {}", "run.yml"))
                .isInstanceOf(SettingsException.class);
        assertThat(SettingsTree.parse("", "run.yml").isEmpty()).isTrue();
    }

    @Test
    void what_is_written_is_read_again() {
        SettingsTree changed = DEFAULTS.set("training.batch", "4").set("training.model", "m.bin");
        SettingsTree read = DEFAULTS.over(SettingsTree.parse(changed.yaml(), "again"));

        assertThat(read.json()).isEqualTo(changed.json());
        assertThat(read.yaml()).isEqualTo(changed.yaml());
    }

    @Test
    void files_that_cannot_be_read_are_told(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> SettingsTree.read(folder.resolve("none.yml")))
                .hasMessageContaining("there is no such file");
        Path bytes = Files.write(folder.resolve("b.yml"), new byte[] {(byte) 0xff, (byte) 0xfe, 3});
        assertThatThrownBy(() -> SettingsTree.read(bytes)).hasMessageContaining("UTF-8");
        Path deep = Files.writeString(folder.resolve("d.yml"), "[".repeat(20_000));
        assertThatThrownBy(() -> SettingsTree.read(deep)).isInstanceOf(SettingsException.class);
    }

    @Test
    void keys_stand_in_the_order_of_the_defaults() {
        assertThat(DEFAULTS.keys())
                .isEqualTo(
                        List.of(
                                "training.batch",
                                "training.rate",
                                "training.model",
                                "data.mirror",
                                "data.crop",
                                "data.kinds",
                                "data.depths"));
    }
}
