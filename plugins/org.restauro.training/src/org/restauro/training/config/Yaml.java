// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML 1.2 to JSON trees and back; no types but those of JSON, no aliases that grow. */
final class Yaml {
    private static final int LARGEST = 1 << 20;
    private static final int MOST_ALIASES = 20;
    private static final int DEEPEST = 20;

    private Yaml() {}

    /**
     * Reads a document that is a table of settings; an empty one has none.
     *
     * @param where what messages call it
     */
    static ObjectNode table(String text, String where) {
        JsonNode node = value(text, where);
        if (node.isNull() || node.isMissingNode()) {
            return new ObjectMapper().createObjectNode();
        }
        if (!node.isObject()) {
            throw new SettingsException(
                    where
                            + " is no table of settings; lines like 'training:' and"
                            + " '  batch: 8' would be right.");
        }
        return (ObjectNode) node;
    }

    /** Reads a single value: a number, a text, a list …. */
    static JsonNode value(String text, String where) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(where)
                        .setAllowDuplicateKeys(false)
                        .setMaxAliasesForCollections(MOST_ALIASES)
                        .setCodePointLimit(LARGEST)
                        .build();
        try {
            checkDepth(text, settings);
            return new ObjectMapper().valueToTree(new Load(settings).loadFromString(text));
        } catch (SettingsException e) {
            throw e;
        } catch (MarkedYamlEngineException e) {
            String place =
                    e.getProblemMark()
                            .map(
                                    m ->
                                            ", line "
                                                    + (m.getLine() + 1)
                                                    + ", column "
                                                    + (m.getColumn() + 1))
                            .orElse("");
            throw new SettingsException(
                    where + place + ": this is no YAML: " + e.getProblem() + ".", e);
        } catch (YamlEngineException | IllegalArgumentException e) {
            throw new SettingsException(where + ": this is no YAML: " + e.getMessage(), e);
        }
    }

    /** The loader calls itself for each level, so that hostile files could exhaust the stack. */
    private static void checkDepth(String text, LoadSettings settings) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                throw new SettingsException(
                        settings.getLabel()
                                + ": lists and tables are nested more than "
                                + DEEPEST
                                + " deep.");
            }
            depth -= event instanceof CollectionEndEvent ? 1 : 0;
        }
    }

    /** Writes a table, a setting a line. */
    static String text(ObjectNode table) {
        DumpSettings settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setIndent(2).build();
        return new Dump(settings).dumpToString(new ObjectMapper().convertValue(table, Map.class));
    }
}
