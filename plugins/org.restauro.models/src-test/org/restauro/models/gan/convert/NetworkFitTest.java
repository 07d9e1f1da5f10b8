// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.GoldenJson;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.gan.GanModels;

/** Checkpoints that nothing could use are told before they are written out again. */
class NetworkFitTest {
    private static final String WEIGHT = "synthesis.layer1.weight";

    @TempDir Path folder;

    @Test
    void whole_networks_pass() {
        assertThatCode(() -> check(d -> {})).doesNotThrowAnyException();
    }

    @Test
    void says_what_is_wrong_with_broken_ones() {
        refused(d -> d.remove("synthesis.layer1.bias"), "synthesis.layer1.bias is missing");
        refused(d -> d.put("foo.bar", TensorData.of(new float[1])), "foo.bar has no place in it");
        refused(
                d -> d.put(WEIGHT, TensorData.of(new float[6], 2, 3)),
                WEIGHT + " has the shape [2, 3] instead of [");
        refused(
                d -> {
                    float[] values = d.get(WEIGHT).toFloats();
                    values[1] = Float.NaN;
                    values[2] = Float.POSITIVE_INFINITY;
                    d.put(WEIGHT, TensorData.of(values, d.get(WEIGHT).shape()));
                },
                "2 of the ");
    }

    @Test
    void names_the_layer_that_is_missing_between_others() {
        refused(d -> d.remove(WEIGHT), WEIGHT + " is missing");
        refused(d -> d.remove("mapping.dense0.weight"), "mapping.dense0.weight is missing");
        refused(d -> d.remove("truncation.w_avg"), "truncation.w_avg is missing");
        StateDict gap = new StateDict();
        gap.put("truncation.w_avg", TensorData.of(new float[4], 4));
        gap.put("synthesis.layer0.noise_strength", TensorData.of(new float[1]));
        gap.put("synthesis.layer0.weight", TensorData.of(new float[9], 1, 1, 3, 3));
        gap.put("synthesis.layer2.weight", TensorData.of(new float[9], 1, 1, 3, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GanModels.generatorConfig(gap))
                .withMessageContaining(WEIGHT + " is missing, while there is synthesis.layer2");
    }

    private void refused(Consumer<Map<String, TensorData>> change, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(change))
                .withMessageContaining("generator")
                .withMessageContaining(why);
    }

    private void check(Consumer<Map<String, TensorData>> change) throws IOException {
        Path source = GoldenJson.path("checkpoints/genforce_flat.pth");
        Path file = folder.resolve("changed.safetensors");
        try (ModelFile model = ModelImporter.open(source)) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            StateDict whole = model.inferenceNetwork();
            List<String> names = new ArrayList<>(whole.names());
            names.forEach(name -> tensors.put(name, whole.get(name)));
            change.accept(tensors);
            StateDict changed = new StateDict();
            tensors.forEach(changed::put);
            ModelFile.write(file, model.description(), Map.of(ModelFile.GENERATOR, changed));
        }
        try (ModelFile model = ModelFile.open(file)) {
            NetworkFit.check(model);
        }
    }
}
