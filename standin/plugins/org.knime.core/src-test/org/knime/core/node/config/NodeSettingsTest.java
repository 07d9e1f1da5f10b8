// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;

class NodeSettingsTest {
    private static String xml(NodeSettings settings) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        settings.saveToXML(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static NodeSettingsRO read(String xml) throws IOException {
        return NodeSettings.loadFromXML(
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static NodeSettings filled() {
        NodeSettings settings = new NodeSettings("model");
        settings.addInt("i", -3);
        settings.addLong("l", 1L << 40);
        settings.addDouble("d", 1e-4);
        settings.addDouble("inf", Double.POSITIVE_INFINITY);
        settings.addFloat("f", 0.1f);
        settings.addBoolean("b", true);
        settings.addByte("y", (byte) -1);
        settings.addShort("s", (short) 7);
        settings.addChar("c", '\n');
        settings.addString("text", "<a&\"b\">\n%%\u00e4\ud83d\ude00");
        settings.addString("none", null);
        settings.addStringArray("words", "x", null, "");
        settings.addIntArray("empty");
        settings.addDoubleArray("null", (double[]) null);
        settings.addPassword("p", "key", "secret");
        settings.addTransientString("t", "gone");
        settings.addDataType("type", ListCell.getCollectionType(DoubleCell.TYPE));
        settings.addDataCell("cell", new StringCell("x"));
        settings.addNodeSettings("sub").addInt("i", 1);
        settings.addNodeSettings("void");
        return settings;
    }

    @Test
    void xml_keeps_everything_but_transient_values() throws Exception {
        NodeSettings settings = filled();
        NodeSettings back = (NodeSettings) read(xml(settings));
        assertThat(back.getTransientString("t")).isNull();
        settings.addTransientString("t", null);
        assertThat(back.keySet()).containsExactlyElementsOf(settings.keySet());
        for (String key : settings) {
            assertThat(back.getEntry(key)).as(key).isEqualTo(settings.getEntry(key));
        }
        assertThat(back.getPassword("p", "key")).isEqualTo("secret");
        assertThat(back.getDataType("type"))
                .isEqualTo(DataType.getType(ListCell.class, DoubleCell.TYPE));
        assertThat(back.getDataCell("cell")).isEqualTo(new StringCell("x"));
        assertThat(back.getStringArray("words")).containsExactly("x", null, "");
        assertThat(back.getDoubleArray("null")).isNull();
        assertThat(back.getIntArray("empty")).isEmpty();
    }

    @Test
    void xml_is_the_dialect_of_knime() throws Exception {
        NodeSettings settings = new NodeSettings("model");
        settings.addString("k", "a\nb%%c%d\ud83d\ude00");
        settings.addString("n", null);
        settings.addDouble("d", 1e-4);
        settings.addNodeSettings("sub");
        assertThat(xml(settings))
                .isEqualTo(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                + "<config xmlns=\"http://www.knime.org/2008/09/XMLConfig\""
                                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                                + " xsi:schemaLocation=\"http://www.knime.org/2008/09/XMLConfig"
                                + " http://www.knime.org/XMLConfig_2008_09.xsd\" key=\"model\">\n"
                                + "    <entry key=\"k\" type=\"xstring\""
                                + " value=\"a%%00010b%%00037%c%d%%55357%%56832\"/>\n"
                                + "    <entry key=\"n\" type=\"xstring\" isnull=\"true\""
                                + " value=\"\"/>\n"
                                + "    <entry key=\"d\" type=\"xdouble\" value=\"1.0E-4\"/>\n"
                                + "    <config key=\"sub\"/>\n"
                                + "</config>\n");
    }

    @Test
    void random_texts_survive() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int n = 0; n < 300; n++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(
                        random.nextInt(3) == 0
                                ? "%0"
                                : random.nextInt(4) == 0
                                        ? "%"
                                        : (char)
                                                random.nextInt(random.nextBoolean() ? 128 : 65536));
            }
            NodeSettings settings = new NodeSettings("m");
            settings.addString("k" + text, text.toString());
            assertThat(read(xml(settings)).getString("k" + text))
                    .as("-Dseed=" + seed)
                    .isEqualTo(text.toString());
        }
    }

    @Test
    void types_are_strict() {
        NodeSettings settings = filled();
        assertThatThrownBy(() -> settings.getInt("l"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Int for key \"l\" not found.");
        assertThatThrownBy(() -> settings.getDouble("i"))
                .hasMessage("Double for key \"i\" not found.");
        assertThatThrownBy(() -> settings.getString("absent"))
                .hasMessage("String for key \"absent\" not found.");
        assertThatThrownBy(() -> settings.getNodeSettings("absent"))
                .hasMessage("Config for key \"absent\" not found.");
        assertThat(settings.getInt("l", 5)).isEqualTo(5);
    }

    @Test
    void broken_documents_say_where() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "<config key=\"m\">\n"
                                                + "<entry key=\"i\" type=\"xint\""
                                                + " value=\"x\"/></config>"))
                .isInstanceOf(IOException.class)
                .hasMessage("Line 2: entry \"i\" of type xint cannot have the value \"x\"");
        assertThatThrownBy(
                        () ->
                                read(
                                        "<config key=\"m\"><entry key=\"i\" type=\"xbig\""
                                                + " value=\"1\"/></config>"))
                .hasMessageContaining("unknown type xbig");
        assertThatThrownBy(() -> read("<config key=\"m\"><entry")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("<config key=\"m\">".repeat(501)))
                .hasMessageContaining("nested deeper than 500 levels");
    }
}
