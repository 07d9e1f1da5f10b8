// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.mat.FormulaWeights;

/** TensorFlow networks, written as their code writes them, come back as what they were made of. */
class TensorFlowConversionTest {
    private static final int SIDE = 16;

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> networks_of_every_family_come_back() {
        List<DynamicTest> tests = new ArrayList<>();
        for (GanFamily family : GanFamily.values()) {
            for (int labels : new int[] {0, 3}) {
                for (boolean fused : new boolean[] {false, true}) {
                    for (String architecture : List.of("skip", "resnet", "origin")) {
                        boolean plain = family.progressive();
                        if (plain ? architecture.equals("skip") : !fused) {
                            if (family != GanFamily.STYLEGAN2_ADA || labels > 0) {
                                tests.add(
                                        DynamicTest.dynamicTest(
                                                family + " " + labels + " " + fused + architecture,
                                                () -> check(family, labels, fused, architecture)));
                            }
                        }
                    }
                }
            }
        }
        return tests.stream();
    }

    private void check(GanFamily family, int labels, boolean fused, String architecture)
            throws IOException {
        GeneratorConfig g =
                GeneratorConfig.fromJson(
                        config(family, labels, fused, architecture)
                                .put("z_space_dim", 8)
                                .put("w_space_dim", 8)
                                .put("mapping_layers", 3)
                                .put("mapping_fmaps", 8));
        ObjectNode options = config(family, labels, fused, architecture);
        if (family == GanFamily.STYLEGAN2_ADA) {
            options.put("mapping_layers", 2).put("mapping_lr_mul", 0.1).put("mapping_fmaps", 8);
        }
        DiscriminatorConfig d = DiscriminatorConfig.fromJson(options);
        if (family == GanFamily.PGGAN) {
            g =
                    GeneratorConfig.fromJson(
                            g.toJson()
                                    .put("mapping_layers", 8)
                                    .put("mapping_fmaps", 512)
                                    .put("w_space_dim", 512));
        }
        StateDict generator = FormulaWeights.fillGenforce(GanNetworks.generator(g), 1, false);
        StateDict average = FormulaWeights.fillGenforce(GanNetworks.generator(g), 2, false);
        StateDict judge = FormulaWeights.fillGenforce(GanNetworks.discriminator(d), 3, false);
        TensorFlowLayout layout = new TensorFlowLayout(family, SIDE, fused);
        Map<String, Object> made = made(family, labels, fused, architecture);
        Path file = folder.resolve("network.pkl");
        Files.write(
                file,
                TensorFlowPickle.of(
                        family == GanFamily.PGGAN ? 2 : 3,
                        layout.generator(generator, made),
                        layout.discriminator(judge, made),
                        layout.generator(average, made)));

        try (ModelFile model = ModelImporter.open(file, ModelImporter.Networks.ALL)) {
            ModelDescription description = model.description();
            assertThat(description.family()).isEqualTo(family.toString());
            assertThat(GeneratorConfig.fromJson(description.config())).isEqualTo(g);
            String stated =
                    description.more().get(ModelDescription.configOf(ModelFile.DISCRIMINATOR));
            JsonNode read = new ObjectMapper().readTree(stated);
            assertThat(DiscriminatorConfig.fromJson(read)).isEqualTo(d);
            same(model.network(ModelFile.GENERATOR), generator);
            same(model.network(ModelFile.GENERATOR_EMA), average);
            same(model.network(ModelFile.DISCRIMINATOR), judge);
            assertThat(description.more().keySet()).noneMatch(k -> k.startsWith("note."));
        }
        try (ModelFile model = ModelImporter.open(file)) {
            assertThat(model.networks()).containsExactly(ModelFile.GENERATOR);
            same(model.network(ModelFile.GENERATOR), average);
        }
    }

    private static ObjectNode config(
            GanFamily family, int labels, boolean fused, String architecture) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gan_type", family.toString()).put("resolution", SIDE).put("label_size", labels);
        json.put("fmaps_base", 96).put("fmaps_max", 8);
        if (family.progressive()) {
            json.put("fused_scale", fused);
        } else {
            json.put("architecture", architecture);
        }
        return json;
    }

    private static Map<String, Object> made(
            GanFamily family, int labels, boolean fused, String architecture) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("resolution", SIDE);
        made.put("label_size", labels);
        made.put("num_channels", 3);
        if (family.progressive()) {
            made.put("fused_scale", fused);
        } else {
            made.put("architecture", architecture.equals("origin") ? "orig" : architecture);
            made.put("resample_kernel", List.of(1, 3, 3, 1));
        }
        if (family == GanFamily.PGGAN) {
            made.put("mbstd_group_size", 16);
        }
        return made;
    }

    private static void same(StateDict actual, StateDict expected) {
        assertThat(actual.names()).containsExactlyElementsOf(expected.names());
        for (String name : expected.names()) {
            assertThat(actual.get(name).shape()).as(name).isEqualTo(expected.get(name).shape());
            assertThat(actual.get(name).toFloats())
                    .as(name)
                    .isEqualTo(expected.get(name).toFloats());
        }
    }

    /**
     * NVIDIA's own converter to PyTorch turns doubling kernels, adds 1 to biases of styles and
     * takes axes off; what it makes must convert to the same as what it is given.
     */
    @Test
    void agrees_with_the_way_through_pytorch() throws IOException {
        JsonNode nothing = JsonNodeFactory.instance.objectNode();
        StateDict torch = AdaLayout.generator(SIDE, 8, 2, 5, 1);
        StateDict ours = AdaConversion.generator(torch, nothing).weights();
        StateDict judge = AdaLayout.discriminator(SIDE, 8, 5, 2, 3);
        StateDict our = AdaConversion.discriminator(judge, nothing).weights();
        TensorFlowLayout layout = new TensorFlowLayout(GanFamily.STYLEGAN2_ADA, SIDE, true);
        Path file = folder.resolve("ada.pkl");
        Files.write(
                file,
                TensorFlowPickle.of(
                        3,
                        layout.generator(ours, Map.of("conv_clamp", 256)),
                        layout.discriminator(our, Map.of("mbstd_group_size", 32))));
        try (ModelFile model = ModelImporter.open(file, ModelImporter.Networks.ALL)) {
            assertThat(model.description().config().get("conv_clamp").asDouble()).isEqualTo(256);
            assertThat(
                            model.description()
                                    .more()
                                    .get(ModelDescription.configOf(ModelFile.DISCRIMINATOR)))
                    .contains("\"minibatch_std_group_size\":32");
            StateDict variables =
                    layout.generator(ours, Map.of()).components().get("synthesis").variables();
            // as legacy.py has it: tf[::-1, ::-1].transpose(3, 2, 0, 1), and mod_bias + 1
            float[] theirs = variables.get("8x8/Conv0_up/weight").toFloats();
            float[] kernel = torch.get("synthesis.b8.conv0.weight").toFloats();
            float[] bias = torch.get("synthesis.b8.conv0.affine.bias").toFloats();
            for (int o = 0; o < 8; o++) {
                assertThat(variables.get("8x8/Conv0_up/mod_bias").toFloats()[o] + 1)
                        .isEqualTo(bias[o]);
                for (int i = 0; i < 8; i++) {
                    for (int k = 0; k < 9; k++) {
                        assertThat(theirs[((8 - k) * 8 + i) * 8 + o])
                                .isEqualTo(kernel[(o * 8 + i) * 9 + k]);
                    }
                }
            }
            same(model.network(ModelFile.GENERATOR), ours);
            same(model.network(ModelFile.DISCRIMINATOR), our);
        }
    }

    @Test
    void says_what_cannot_be_converted() throws IOException {
        GeneratorConfig g =
                GeneratorConfig.fromJson(
                        config(GanFamily.STYLEGAN2, 0, true, "skip").put("mapping_layers", 1));
        StateDict weights = FormulaWeights.fillGenforce(GanNetworks.generator(g), 1, false);
        TensorFlowLayout layout = new TensorFlowLayout(GanFamily.STYLEGAN2, SIDE, true);
        StateDict torn = new StateDict();
        weights.names().stream()
                .filter(n -> !n.equals("synthesis.layer1.bias"))
                .forEach(n -> torn.put(n, weights.get(n)));
        for (Map.Entry<String, TensorFlowPickle.Network> e :
                Map.of(
                                "nonlinearity relu",
                                layout.generator(weights, Map.of("nonlinearity", "relu")),
                                "another filter",
                                layout.generator(
                                        weights, Map.of("resample_kernel", List.of(1, 2, 1))),
                                "\"synthesis.layer1.bias\"",
                                layout.generator(torn, Map.of()))
                        .entrySet()) {
            Path file = folder.resolve("odd.pkl");
            Files.write(file, TensorFlowPickle.of(3, e.getValue()));
            assertThatThrownBy(() -> ModelImporter.open(file))
                    .isInstanceOf(WeightFileException.class)
                    .hasMessageContaining("odd.pkl: the generator cannot be converted")
                    .hasMessageContaining(e.getKey());
        }
    }
}
