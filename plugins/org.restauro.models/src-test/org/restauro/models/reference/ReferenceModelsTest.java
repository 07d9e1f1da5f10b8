// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.nn.Fingerprint;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatGenerator;

/** Files of what was trained, and the backbone they belong to. */
class ReferenceModelsTest {
    private static final MatConfig NETWORK = MatConfig.small(32);

    @TempDir Path folder;

    private Path backbone(String name, long seed) throws IOException {
        Path file = folder.resolve(name);
        ModelFile.write(
                file,
                new ModelDescription("mat", NETWORK.toJson(), "none", "formula", Map.of()),
                Map.of(ModelFile.GENERATOR, FormulaWeights.fill(new MatGenerator(NETWORK), seed)));
        return file;
    }

    private static void fill(ReferenceGuidedGenerator g, String name, float value) {
        Parameter p = g.state().get(name);
        float[] values = p.floats(name);
        Arrays.fill(values, value);
        try (Pass pass = Pass.inference(Small.POLICY, Noise.seeded(0))) {
            p.assign(pass.array(values, values.length));
        }
    }

    private static float[] paint(ReferenceGuidedGenerator g) {
        try (Pass pass = Pass.inference(Small.POLICY, Noise.seeded(2))) {
            Encoded encoded = g.reference().encode(pass, Small.pictures(pass, 1, 32));
            Guidance guidance = Guidance.of(pass, g.reference(), encoded, new int[][] {{0}});
            return Small.paint(g, pass, 1, guidance, LayerNoise.CONST);
        }
    }

    @Test
    void holds_only_what_was_trained_and_gives_the_same_pictures() throws IOException {
        Path backbone = backbone("places.safetensors", 12345);
        Path file = folder.resolve("murals.safetensors");
        float[] expected;
        try (ModelFile plain = ModelFile.open(backbone);
                var g = ReferenceModels.create(plain, Small.LIGHT, 3, Small.POLICY)) {
            Small.open(g, 0.6f);
            ReferenceModels.write(file, g, "places", "CC0-1.0", "test", Map.of("steps", "7"));
            try (ModelFile written = ModelFile.open(file)) {
                assertThat(written.networks()).containsExactly("reference");
                assertThat(written.network("reference").names())
                        .hasSize(g.reference().state().size());
                assertThat(ReferenceModels.isReferenceModel(written)).isTrue();
                assertThat(ReferenceModels.backboneOf(written))
                        .isEqualTo(new ReferenceModels.Backbone("places", g.backboneFingerprint()));
                assertThat(written.description().more()).containsEntry("steps", "7");
            }
            // what training thaws is kept too, with the mean that moves beside it
            g.unfreeze("synthesis.to_style.fc", "mapping.fc1");
            g.freeze("mapping");
            fill(g, "synthesis.to_style.fc.bias", 0.25f);
            fill(g, "mapping.w_avg", 0.5f);
            ReferenceModels.write(file, g, "places", "CC0-1.0", "test", Map.of());
            expected = paint(g);
        }
        try (ModelFile written = ModelFile.open(file)) {
            assertThat(written.network(ReferenceModels.CHANGED).names())
                    .containsExactlyInAnyOrder(
                            "synthesis.to_style.fc.weight",
                            "synthesis.to_style.fc.bias",
                            "mapping.fc1.weight",
                            "mapping.fc1.bias",
                            "mapping.w_avg");
        }
        try (var network = ReferenceModels.open(file, backbone, Small.POLICY)) {
            assertThat(paint(network.generator())).isEqualTo(expected);
            // goes on as it was, and belongs to the same backbone
            Path again = folder.resolve("again.safetensors");
            ReferenceModels.write(again, network.generator(), "places", "x", "y", Map.of());
            try (var second = ReferenceModels.open(again, backbone, Small.POLICY)) {
                assertThat(paint(second.generator())).isEqualTo(expected);
            }
        }
    }

    @Test
    void refuses_another_backbone_and_names_both() throws IOException {
        Path right = backbone("places.safetensors", 12345);
        Path wrong = backbone("faces.safetensors", 777);
        Path file = folder.resolve("murals.safetensors");
        String first;
        try (ModelFile plain = ModelFile.open(right);
                var g = ReferenceModels.create(plain, Small.LIGHT, 3, Small.POLICY)) {
            ReferenceModels.write(file, g, "places.safetensors", "x", "y", Map.of());
            first = g.backboneFingerprint().substring(0, 12);
        }
        String second =
                Fingerprint.of(
                                new MatGenerator(NETWORK),
                                FormulaWeights.fill(new MatGenerator(NETWORK), 777))
                        .substring(0, 12);
        assertThatThrownBy(() -> ReferenceModels.open(file, wrong, Small.POLICY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("murals.safetensors: ")
                .hasMessageContaining("\"places.safetensors\" (fingerprint " + first + ")")
                .hasMessageContaining("\"faces.safetensors\" (fingerprint " + second + ")");
        assertThatThrownBy(() -> ReferenceModels.open(right, right, Small.POLICY))
                .hasMessageContaining("family 'mat'; 'mat-reference' would be right");
        assertThatThrownBy(() -> ReferenceModels.open(file, file, Small.POLICY))
                .hasMessageContaining("family 'mat-reference'; 'mat' would be right");
    }

    @Test
    void a_fingerprint_follows_names_and_values_and_nothing_else() {
        MatGenerator structure = new MatGenerator(NETWORK);
        StateDict weights = Small.backbone(NETWORK);
        String expected = Fingerprint.of(structure, weights);
        assertThat(expected).matches("[0-9a-f]{64}");
        StateDict turned = new StateDict();
        List<String> names = new ArrayList<>(weights.names());
        Collections.reverse(names);
        names.forEach(n -> turned.put(n, weights.get(n)));
        assertThat(Fingerprint.of(structure, turned)).isEqualTo(expected);
        for (var policy :
                List.of(
                        Small.POLICY.with(MemoryFormat.CONTIGUOUS),
                        Small.POLICY.with(Precision.BFLOAT16))) {
            try (MatGenerator loaded = new MatGenerator(NETWORK)) {
                loaded.load(turned, policy);
                assertThat(Fingerprint.of(loaded)).isEqualTo(expected);
            }
        }
        try (var g = Small.generator(32, Small.LIGHT, Small.POLICY)) {
            assertThat(g.backboneFingerprint()).isEqualTo(expected);
            fill(g, "synthesis.to_style.fc.bias", 0.25f);
            assertThat(Fingerprint.of(g.backbone())).isNotEqualTo(expected);
            assertThat(g.backboneFingerprint()).isEqualTo(expected);
        }
        assertThatThrownBy(
                        () ->
                                new ReferenceGuidedGenerator(NETWORK, Small.LIGHT)
                                        .backboneFingerprint())
                .hasMessageContaining("no backbone yet");
    }

    @Test
    void first_values_follow_from_the_seed() {
        try (var a = Small.generator(32, Small.LIGHT, Small.POLICY);
                var b = Small.generator(32, Small.LIGHT, Small.POLICY)) {
            assertThat(Fingerprint.of(a.reference())).isEqualTo(Fingerprint.of(b.reference()));
            b.initialiseReference(Small.POLICY, Noise.seeded(2));
            assertThat(Fingerprint.of(a.reference())).isNotEqualTo(Fingerprint.of(b.reference()));
        }
    }
}
