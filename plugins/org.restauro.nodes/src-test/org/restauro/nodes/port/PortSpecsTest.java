// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.restauro.models.file.ModelDescription;

class PortSpecsTest {

    @Test
    void model_spec_comes_back_as_it_was_saved() throws InvalidSettingsException {
        ModelPortObjectSpec spec =
                new ModelPortObjectSpec("places", "mat", 512, "CC BY-NC 4.0", "a \"paper\"\n");
        ModelContent content = new ModelContent("model");
        spec.save(content);
        ModelPortObjectSpec loaded = new ModelPortObjectSpec();
        loaded.load(content);

        assertThat(loaded).isEqualTo(spec).hasSameHashCodeAs(spec);
        assertThat(loaded.summary()).contains("mat", "512 × 512", "places", "CC BY-NC 4.0");
    }

    @Test
    void model_spec_takes_the_size_from_the_description_where_it_is_known() {
        ModelDescription known =
                new ModelDescription(
                        "mat",
                        JsonNodeFactory.instance.objectNode().put("resolution", 256),
                        "unknown",
                        "x",
                        Map.of());
        ModelDescription unknown =
                new ModelDescription(
                        "other", JsonNodeFactory.instance.objectNode(), "unknown", "x", Map.of());

        assertThat(ModelPortObjectSpec.of("a", known).builtSize()).isEqualTo(256);
        assertThat(ModelPortObjectSpec.of("a", unknown).builtSize())
                .isEqualTo(ModelPortObjectSpec.UNKNOWN_SIZE);
    }

    @Test
    void data_set_spec_comes_back_as_it_was_saved() throws InvalidSettingsException {
        DataSetPortObjectSpec spec =
                new DataSetPortObjectSpec("faces", "/data/faces", 70_000, true, false);
        ModelContent content = new ModelContent("dataset");
        spec.save(content);
        DataSetPortObjectSpec loaded = new DataSetPortObjectSpec();
        loaded.load(content);

        assertThat(loaded).isEqualTo(spec).hasSameHashCodeAs(spec);
        assertThat(loaded.summary()).contains("faces", "70000", "with masks").doesNotContain("ref");
    }

    @Test
    void references_spec_comes_back_as_it_was_saved() throws InvalidSettingsException {
        ReferenceFeaturesPortObjectSpec spec =
                new ReferenceFeaturesPortObjectSpec("guided", "0123456789abcdef", 3);
        ModelContent content = new ModelContent("references");
        spec.save(content);
        ReferenceFeaturesPortObjectSpec loaded = new ReferenceFeaturesPortObjectSpec();
        loaded.load(content);

        assertThat(loaded).isEqualTo(spec).hasSameHashCodeAs(spec);
        assertThat(loaded.summary()).contains("3 references", "guided", "0123456789ab");
    }

    @Test
    void specs_that_differ_are_not_equal() {
        assertThat(new ModelPortObjectSpec("a", "mat", 512, "", ""))
                .isNotEqualTo(new ModelPortObjectSpec("a", "mat", 256, "", ""));
        assertThat(new DataSetPortObjectSpec("a", "b", 1, true, true))
                .isNotEqualTo(new DataSetPortObjectSpec("a", "b", 1, true, false));
    }
}
