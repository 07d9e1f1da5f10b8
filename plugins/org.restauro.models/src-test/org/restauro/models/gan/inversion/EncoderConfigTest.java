// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.StridedTensor;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.mat.FormulaWeights;

/** Configurations of encoders as JSON, and told from tensors. */
class EncoderConfigTest {
    @TempDir Path folder;

    @Test
    void tells_configurations_from_tensors() throws IOException {
        List<Integer> y = new ArrayList<>(Collections.nCopies(8, 1024));
        y.addAll(List.of(512, 512, 256, 256, 128, 128));
        for (EncoderConfig config :
                List.of(
                        EncoderConfig.published(256, 18, y, List.of(4, 4, 6)),
                        EncoderConfig.published(
                                32, 18, Collections.nCopies(8, 512), List.of(2, 2, 4)),
                        EncoderConfig.published(64, 34, List.of(512), List.of(1)),
                        EncoderConfig.published(64, 101, List.of(64, 32, 16), List.of(1, 1, 1)),
                        new EncoderConfig(
                                64,
                                List.of(8, 24),
                                List.of(1, 1),
                                1,
                                152,
                                4,
                                8,
                                true,
                                16,
                                false,
                                512),
                        new EncoderConfig(
                                16,
                                List.of(9, 7),
                                List.of(1, 1),
                                3,
                                50,
                                4,
                                512,
                                false,
                                512,
                                true,
                                6))) {
            assertThat(EncoderConfig.of(skeleton(config))).isEqualTo(config);
            assertThat(EncoderConfig.fromJson(config.toJson())).isEqualTo(config);
        }
    }

    @Test
    void states_how_heads_are_cut_where_tensors_cannot() throws IOException {
        EncoderConfig config = EncoderConfig.published(32, 18, List.of(64, 32, 16), List.of(1, 2));

        EncoderConfig told = EncoderConfig.of(skeleton(config));

        assertThat(told.codeSizes()).containsExactly(64, 48);
        assertThat(told.withCodes(List.of(64, 32, 16), List.of(1, 2))).isEqualTo(config);
    }

    @Test
    void reads_published_options_and_says_what_is_wrong() throws IOException {
        EncoderConfig config =
                EncoderConfig.fromJson(
                        json(
                                "{'gan_type': 'stylegan', 'resolution': 256, 'latent_dim': 512,"
                                        + " 'num_latents_per_head': [1], 'network_depth': 50}"));
        assertThat(config).isEqualTo(EncoderConfig.published(256, 50, List.of(512), List.of(1)));
        for (String[] wrong :
                new String[][] {
                    {"{'resolution': 256, 'num_latents_per_head': [1]}", "latent_dim"},
                    {"{'resolution': 256, 'latent_dim': [4, 'x']}", "latent_dim"},
                    {
                        "{'resolution': 256, 'latent_dim': [4], 'num_latents_per_head': [1],"
                                + " 'depth': 18}",
                        "Unknown options"
                    },
                    {
                        "{'resolution': 256, 'latent_dim': [4, 4], 'num_latents_per_head': [1]}",
                        "Heads of [1]"
                    }
                }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EncoderConfig.fromJson(json(wrong[0])))
                    .withMessageContaining(wrong[1]);
        }
    }

    @Test
    void encoders_are_recognised_in_files_and_keep_their_codes() throws IOException {
        EncoderConfig config =
                new EncoderConfig(
                        16, List.of(6, 4, 2), List.of(1, 2), 3, 18, 4, 8, true, 8, true, 8);
        StateDict weights;
        try (InversionEncoder e = new InversionEncoder(config)) {
            weights = FormulaWeights.fillGenforce(e, 2024, true);
        }
        Path foreign = folder.resolve("foreign.safetensors");
        Safetensors.write(foreign, weights, Map.of());
        try (ModelFile model = ModelImporter.open(foreign)) {
            assertThat(model.description().family()).isEqualTo(InversionModels.FAMILY);
            assertThat(model.networks()).containsExactly(InversionModels.ENCODER);
        }
        Path own = folder.resolve("own.safetensors");
        ModelFile.write(
                own,
                InversionModels.description(config, "free", "a test"),
                Map.of(InversionModels.ENCODER, weights));

        try (InversionEncoder e = InversionModels.encoder(own, ComputePolicy.REFERENCE)) {
            assertThat(e.config()).isEqualTo(config);
        }
        try (InversionEncoder e = InversionModels.encoder(foreign, ComputePolicy.REFERENCE)) {
            assertThat(e.config().codeSizes()).containsExactly(6, 6);
        }
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    /** Names and shapes; the values take no space. */
    private static StateDict skeleton(EncoderConfig config) throws IOException {
        StateDict tensors = new StateDict();
        for (Map.Entry<String, Parameter> e : new InversionEncoder(config).state().entrySet()) {
            long[] shape = e.getValue().shape();
            tensors.put(
                    e.getKey(),
                    StridedTensor.of(
                            DType.F32,
                            shape,
                            new long[shape.length],
                            0,
                            ByteSource.of(new byte[4])));
        }
        return tensors;
    }
}
