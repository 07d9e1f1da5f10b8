// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.migration.NodeParametersMigration;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistable;
import org.knime.node.parameters.persistence.Persistor;

class ParametersStorageTest {
    enum Colour {
        RED,
        GREEN
    }

    static class Base implements NodeParameters {
        int inherited = 1;
    }

    static final class Item implements Persistable {
        String name = "n";

        Item() {}

        Item(String name) {
            this.name = name;
        }
    }

    static final class AsText implements NodeParametersPersistor<Integer> {
        @Override
        public Integer load(NodeSettingsRO settings) throws InvalidSettingsException {
            return Integer.valueOf(settings.getString("as_text"));
        }

        @Override
        public void save(Integer value, NodeSettingsWO settings) {
            settings.addString("as_text", value.toString());
        }

        @Override
        public String[][] getConfigPaths() {
            return new String[][] {{"as_text"}};
        }
    }

    static final class FromOldKey implements NodeParametersMigration<Integer> {
        @Override
        public List<ConfigMigration<Integer>> getConfigMigrations() {
            return List.of(
                    ConfigMigration.<Integer>builder(s -> s.getInt("old") * 2)
                            .withDeprecatedConfigPath("old")
                            .build());
        }
    }

    static final class Everything extends Base {
        int m_batchSize = 4;
        boolean m_useGPU = true;
        long URLcount = 5;
        double rate = 1e-4;
        float part = 0.5f;
        String text;
        Colour colour = Colour.GREEN;
        int[] numbers = {1, 2};
        String[] words = {"a", null};
        Item item = new Item("inner");
        Item[] items = {new Item("x"), new Item("y")};
        List<Item> list = List.of(new Item("z"));
        Item[] nothing;
        Optional<Integer> some = Optional.of(3);
        Optional<String> none = Optional.empty();
        LocalDate date = LocalDate.of(2020, 2, 29);

        @Persist(configKey = "renamed_key")
        int renamed = 6;

        @Persist(hidden = true)
        int hiddenOne = 7;

        @Persistor(AsText.class)
        int own = 8;

        @Migrate(loadDefaultIfAbsent = true)
        int later = 9;

        @Migration(FromOldKey.class)
        int moved = 10;

        static int shared = 11;
        transient int gone = 12;
        private int secret = 13;
    }

    private static Everything load(NodeSettings settings) throws InvalidSettingsException {
        return ParametersStorage.load(Everything.class, settings);
    }

    @Test
    void keys_and_types_are_those_of_knime() throws Exception {
        NodeSettings s = ParametersStorage.toSettings(new Everything());
        assertThat(s.keySet())
                .containsExactly(
                        "inherited",
                        "batchSize",
                        "useGPU",
                        "URLcount",
                        "rate",
                        "part",
                        "text",
                        "colour",
                        "numbers",
                        "words",
                        "item",
                        "items",
                        "list",
                        "nothing",
                        "some",
                        "some_is_present",
                        "none",
                        "none_is_present",
                        "date",
                        "renamed_key",
                        "hiddenOne_Internals",
                        "as_text",
                        "later",
                        "moved");
        assertThat(s.getString("colour")).isEqualTo("GREEN");
        assertThat(s.getString("text")).isNull();
        assertThat(s.getIntArray("numbers")).containsExactly(1, 2);
        assertThat(s.getNodeSettings("items").keySet()).containsExactly("0", "1");
        assertThat(s.getNodeSettings("items").getNodeSettings("1").getString("name"))
                .isEqualTo("y");
        assertThat(s.getNodeSettings("nothing").getBoolean("is_null")).isTrue();
        assertThat(s.getInt("some")).isEqualTo(3);
        assertThat(s.getBoolean("none_is_present")).isFalse();
        assertThat(s.getString("date")).isEqualTo("2020-02-29");
        assertThat(s.getString("as_text")).isEqualTo("8");
    }

    @Test
    void what_is_saved_is_loaded() throws Exception {
        Everything p = new Everything();
        p.m_batchSize = 40;
        p.colour = Colour.RED;
        p.some = Optional.empty();
        p.none = Optional.of("now");
        p.item.name = "other";
        p.own = 80;
        p.secret = 130;
        NodeSettings saved = ParametersStorage.toSettings(p);
        Everything back = load(saved);
        assertThat(ParametersStorage.toSettings(back)).isEqualTo(saved);
        assertThat(back.none).contains("now");
        assertThat(back.list.get(0).name).isEqualTo("z");
        assertThat(back.nothing).isNull();
        assertThat(back.secret).isEqualTo(13);
    }

    private static NodeSettings without(String key) {
        NodeSettings all = ParametersStorage.toSettings(new Everything());
        NodeSettings some = new NodeSettings("model");
        for (String k : all) {
            if (!k.equals(key)) {
                NodeSettings one = new NodeSettings("one");
                all.copyTo(one);
                copy(one, some, k);
            }
        }
        return some;
    }

    private static void copy(NodeSettings from, NodeSettings to, String key) {
        try {
            switch (from.getEntry(key).getType()) {
                case config -> from.getNodeSettings(key).copyTo(to.addNodeSettings(key));
                case xint -> to.addInt(key, from.getInt(key));
                case xlong -> to.addLong(key, from.getLong(key));
                case xboolean -> to.addBoolean(key, from.getBoolean(key));
                case xdouble -> to.addDouble(key, from.getDouble(key));
                case xfloat -> to.addFloat(key, from.getFloat(key));
                default -> to.addString(key, from.getString(key));
            }
        } catch (InvalidSettingsException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void every_key_is_wanted_unless_it_says_otherwise() throws Exception {
        assertThatThrownBy(() -> load(without("rate")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Double for key \"rate\" not found.");
        assertThatThrownBy(() -> load(without("inherited")))
                .hasMessage("Int for key \"inherited\" not found.");
        assertThat(load(without("later")).later).isEqualTo(9);
        NodeSettings old = without("moved");
        old.addInt("old", 21);
        assertThat(load(old).moved).isEqualTo(42);
    }

    @Test
    void unknown_constants_are_refused() {
        NodeSettings s = ParametersStorage.toSettings(new Everything());
        s.addString("colour", "BLUE");
        assertThatThrownBy(() -> load(s))
                .hasMessage("Invalid value 'BLUE'. Possible values: RED, GREEN");
        s.addString("colour", null);
        assertThatThrownBy(() -> load(s)).isInstanceOf(InvalidSettingsException.class);
    }

    static final class Unstorable implements NodeParameters {
        Object what = "x";
    }

    @Test
    void other_types_need_a_persistor() {
        assertThatThrownBy(() -> ParametersStorage.toSettings(new Unstorable()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No default persistor available for type 'java.lang.Object'");
    }
}
