// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.GoldenJson;
import org.restauro.models.file.HalfPrecision;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.inversion.EncoderConfig;
import org.restauro.models.gan.inversion.InversionEncoder;
import org.restauro.models.gan.inversion.InversionModels;
import org.restauro.models.mat.FormulaWeights;

/** Files for GenForce hold what was put in, whole, and come back unchanged. */
class GenforceFileTest {
    @TempDir Path folder;

    @Test
    void arguments_for_python_are_truth_values() throws IOException {
        ObjectNode json = small(GanFamily.PGGAN, 0);
        json.put("fused_scale", true);
        GeneratorConfig g = GeneratorConfig.fromJson(json);
        StateDict generator = FormulaWeights.fillGenforce(GanNetworks.generator(g), 1, false);
        List<String> notes =
                write(
                        GanModels.description(g, null, "free", "a test"),
                        Map.of(ModelFile.GENERATOR, generator),
                        folder.resolve("fused.pth"));
        assertThat(notes).anyMatch(n -> n.contains("\"fused_scale\":true"));
    }

    @TestFactory
    Stream<DynamicTest> checkpoints_go_there_and_back() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Path golden = GoldenJson.path("checkpoints/genforce_checkpoints.json").getParent();
        try (Stream<Path> files = Files.list(golden)) {
            for (Path file :
                    files.filter(f -> f.getFileName().toString().matches("genforce_.*\\.pth"))
                            .toList()) {
                tests.add(
                        DynamicTest.dynamicTest(
                                file.getFileName().toString(), () -> thereAndBack(file)));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(3);
        return tests.stream();
    }

    private void thereAndBack(Path file) throws IOException {
        Path own = folder.resolve("own.safetensors");
        Path back = folder.resolve("back.pth");
        try (ModelFile model = ModelImporter.open(file, ModelImporter.Networks.ALL)) {
            Map<String, StateDict> networks = new LinkedHashMap<>();
            model.networks().forEach(n -> networks.put(n, model.network(n)));
            ModelFile.write(own, model.description(), networks);
            try (ModelFile read = ModelFile.open(own)) {
                GenforceFile.write(read, back);
            }
            try (ModelFile read = ModelImporter.open(back, ModelImporter.Networks.ALL)) {
                assertThat(read.networks()).containsExactlyInAnyOrderElementsOf(model.networks());
                model.networks().forEach(n -> same(read.network(n), model.network(n)));
                assertThat(ConversionCheck.compare(model, read, false, 2))
                        .hasSize(3)
                        .allSatisfy(d -> assertThat(d.largest()).isZero())
                        .allSatisfy(d -> assertThat(d.deviation()).isPositive());
            }
        }
    }

    @Test
    void every_family_is_written_whole_and_stored_once() throws IOException {
        for (GanFamily family : GanFamily.values()) {
            ObjectNode small = small(family, family == GanFamily.STYLEGAN2_ADA ? 3 : 0);
            DiscriminatorConfig d = DiscriminatorConfig.fromJson(small.deepCopy());
            GeneratorConfig g = GeneratorConfig.fromJson(small);
            StateDict generator = FormulaWeights.fillGenforce(GanNetworks.generator(g), 1, false);
            StateDict judge = FormulaWeights.fillGenforce(GanNetworks.discriminator(d), 2, false);
            Path file = folder.resolve(family + ".pth");
            List<String> notes =
                    write(
                            GanModels.description(g, d, "free", "a test"),
                            Map.of(
                                    ModelFile.GENERATOR,
                                    without(generator, "kernel"),
                                    "discriminator",
                                    judge),
                            file);

            assertThat(notes).anyMatch(n -> n.contains("generator: build it for " + family));
            try (ModelFile read = ModelImporter.open(file, ModelImporter.Networks.ALL)) {
                same(read.network(ModelFile.GENERATOR), generator);
                same(read.network(ModelFile.GENERATOR_EMA), generator);
                same(read.network(ModelFile.DISCRIMINATOR), judge);
            }
            assertThat(entries(file))
                    .as("both generators refer to the same storages")
                    .hasSize(generator.size() + judge.size() + 3);
        }
    }

    @Test
    void entries_begin_where_pytorch_maps_them_and_the_zip_is_sound() throws IOException {
        Path file = folder.resolve("aligned.pth");
        ObjectNode small = small(GanFamily.STYLEGAN2, 0);
        GeneratorConfig g = GeneratorConfig.fromJson(small);
        StateDict generator = FormulaWeights.fillGenforce(GanNetworks.generator(g), 1, false);
        write(
                GanModels.description(g, null, "free", "a test"),
                Map.of(ModelFile.GENERATOR, generator),
                file);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        int seen = 0;
        while (bytes.getInt(at) == 0x04034b50) {
            int data = at + 30 + bytes.getShort(at + 26) + bytes.getShort(at + 28);
            assertThat(data % 64).isZero();
            at = data + bytes.getInt(at + 18);
            seen++;
        }
        assertThat(seen).isEqualTo(generator.size() + 3);
        assertThat(bytes.getInt(at)).isEqualTo(0x02014b50);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().mapToLong(ZipEntry::getSize).sum()).isPositive();
            for (ZipEntry entry : zip.stream().toList()) {
                // reading checks the sum
                zip.getInputStream(entry).readAllBytes();
            }
        }
    }

    @Test
    void encoders_keep_their_counters_and_codes() throws IOException {
        EncoderConfig config =
                new EncoderConfig(
                        16, List.of(6, 4, 2), List.of(1, 2), 3, 18, 4, 8, true, 8, true, 8);
        StateDict weights = FormulaWeights.fillGenforce(new InversionEncoder(config), 3, true);
        Path file = folder.resolve("encoder.pth");
        List<String> notes =
                write(
                        InversionModels.description(config, "free", "a test"),
                        Map.of(InversionModels.ENCODER, weights),
                        file);

        assertThat(notes).singleElement().asString().contains("\"latent_dim\":[6,4,2]");
        try (ModelFile read = ModelImporter.open(file, ModelImporter.Networks.ALL)) {
            assertThat(read.description().family()).isEqualTo(InversionModels.FAMILY);
            StateDict back = read.network(InversionModels.ENCODER);
            same(back, weights);
            assertThat(back.get("bn1.num_batches_tracked").dtype())
                    .isIn(DType.I64, weights.get("bn1.num_batches_tracked").dtype());
        }
    }

    @Test
    void says_what_genforce_has_no_place_for() throws IOException {
        Path ada = GoldenJson.path("checkpoints/stylegan2_ada_small.pkl");
        Path out = folder.resolve("out.pth");
        try (ModelFile model = ModelImporter.open(ada, ModelImporter.Networks.ALL)) {
            assertThatThrownBy(() -> GenforceFile.write(model, out))
                    .isInstanceOf(WeightFileException.class)
                    .hasMessageContaining("filters of their own");
        }
        GeneratorConfig resnet =
                GeneratorConfig.fromJson(
                        small(GanFamily.STYLEGAN2, 0).put("architecture", "resnet"));
        StateDict weights = FormulaWeights.fillGenforce(GanNetworks.generator(resnet), 1, false);
        ModelDescription told = GanModels.description(resnet, null, "free", "a test");
        assertThatThrownBy(() -> write(told, Map.of(ModelFile.GENERATOR, weights), out))
                .isInstanceOf(WeightFileException.class)
                .hasMessageContaining("resnet");
        assertThat(out).doesNotExist();
        ObjectNode small = small(GanFamily.STYLEGAN2_ADA, 3);
        GeneratorConfig g = GeneratorConfig.fromJson(small.deepCopy().put("conv_clamp", 256));
        DiscriminatorConfig d = DiscriminatorConfig.fromJson(small.put("mapping_layers", 2));
        List<String> notes =
                write(
                        GanModels.description(g, d, "free", "a test"),
                        Map.of(
                                ModelFile.GENERATOR,
                                FormulaWeights.fillGenforce(GanNetworks.generator(g), 1, false),
                                ModelFile.DISCRIMINATOR,
                                FormulaWeights.fillGenforce(
                                        GanNetworks.discriminator(d), 2, false)),
                        out);
        assertThat(String.join("\n", notes))
                .contains("discriminator: left out")
                .contains("does not limit magnitudes");
        try (ModelFile read = ModelImporter.open(out, ModelImporter.Networks.ALL)) {
            assertThat(read.networks()).doesNotContain(ModelFile.DISCRIMINATOR);
        }
    }

    @Test
    void the_check_shows_what_rounding_changes() throws IOException {
        GeneratorConfig g = GeneratorConfig.fromJson(small(GanFamily.STYLEGAN, 0));
        StateDict exact = FormulaWeights.fillGenforce(GanNetworks.generator(g), 1, false);
        StateDict rounded = HalfPrecision.of(exact);
        Path a = folder.resolve("a.safetensors");
        Path b = folder.resolve("b.safetensors");
        ModelFile.write(
                a, GanModels.description(g, null, "free", "a test"), Map.of("generator", exact));
        ModelFile.write(
                b, GanModels.description(g, null, "free", "a test"), Map.of("generator", rounded));
        try (ModelFile first = ModelFile.open(a);
                ModelFile second = ModelFile.open(b)) {
            ConversionCheck.Difference d = ConversionCheck.compare(first, second, true, 3).get(0);
            assertThat(d.mean()).isPositive().isLessThan(d.largest());
            assertThat(d.largest()).isCloseTo(0, within(0.1 * d.deviation()));
        }
    }

    @Test
    void the_check_knows_options_that_a_file_for_genforce_cannot_state() throws IOException {
        GeneratorConfig g =
                GeneratorConfig.fromJson(
                        small(GanFamily.STYLEGAN2, 0)
                                .put("mapping_lr_mul", 0.1)
                                .put("final_tanh", true));
        DiscriminatorConfig d =
                DiscriminatorConfig.fromJson(
                        small(GanFamily.STYLEGAN2, 0).put("use_wscale", false));
        Path own = folder.resolve("options.safetensors");
        Path file = folder.resolve("options.pth");
        ModelFile.write(
                own,
                GanModels.description(g, d, "free", "a test"),
                Map.of(
                        ModelFile.GENERATOR,
                        FormulaWeights.fillGenforce(GanNetworks.generator(g), 1, false),
                        ModelFile.DISCRIMINATOR,
                        FormulaWeights.fillGenforce(GanNetworks.discriminator(d), 2, false)));
        try (ModelFile source = ModelFile.open(own)) {
            GenforceFile.write(source, file);
            try (ModelFile read = ModelImporter.open(file, ModelImporter.Networks.ALL)) {
                assertThat(ConversionCheck.compare(source, read, false, 2))
                        .hasSize(2)
                        .allSatisfy(x -> assertThat(x.largest()).isZero());
            }
        }
    }

    @Test
    void models_trained_by_presets_of_stylegan2_ada_are_written_whole() throws IOException {
        GeneratorConfig g =
                GeneratorConfig.fromJson(
                        small(GanFamily.STYLEGAN2_ADA, 0).put("shared_filter", false));
        DiscriminatorConfig d =
                DiscriminatorConfig.fromJson(
                        small(GanFamily.STYLEGAN2_ADA, 0).put("mapping_layers", 8));
        Path file = folder.resolve("preset.pth");
        List<String> notes =
                write(
                        GanModels.description(g, d, "free", "a test"),
                        Map.of(
                                ModelFile.GENERATOR,
                                FormulaWeights.fillGenforce(GanNetworks.generator(g), 1, false),
                                ModelFile.DISCRIMINATOR,
                                FormulaWeights.fillGenforce(
                                        GanNetworks.discriminator(d), 2, false)),
                        file);

        assertThat(notes).noneMatch(n -> n.contains("left out") || n.contains("mapping_layers"));
        try (ModelFile source = ModelFile.open(folder.resolve("written.safetensors"));
                ModelFile read = ModelImporter.open(file, ModelImporter.Networks.ALL)) {
            assertThat(read.network(ModelFile.GENERATOR).contains("synthesis.upsample.kernel"))
                    .isTrue();
            assertThat(ConversionCheck.compare(source, read, false, 2))
                    .hasSize(2)
                    .allSatisfy(x -> assertThat(x.largest()).isZero());
        }
    }

    private List<String> write(
            ModelDescription description, Map<String, StateDict> networks, Path file)
            throws IOException {
        Path own = folder.resolve("written.safetensors");
        ModelFile.write(own, description, networks);
        try (ModelFile model = ModelFile.open(own)) {
            return GenforceFile.write(model, file);
        }
    }

    private static ObjectNode small(GanFamily family, int labels) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gan_type", family.toString()).put("resolution", 16).put("label_size", labels);
        return json.put("fmaps_base", 96).put("fmaps_max", 8);
    }

    private static StateDict without(StateDict all, String ending) {
        StateDict some = new StateDict();
        all.names().stream().filter(n -> !n.endsWith(ending)).forEach(n -> some.put(n, all.get(n)));
        return some;
    }

    private static List<String> entries(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
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
}
