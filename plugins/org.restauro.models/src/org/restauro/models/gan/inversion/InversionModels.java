// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.inversion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFamily;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;

/**
 * Opens and describes inversion encoders: model files of this program, and checkpoints of GenForce
 * that hold a network {@code encoder}.
 */
public final class InversionModels {
    /** Name of the family in model descriptions. */
    public static final String FAMILY = "inversion-encoder";

    /** Name of the network in model files. */
    public static final String ENCODER = "encoder";

    private InversionModels() {}

    /** Recognises encoders in weight files; registered as a service. */
    public static final class Family implements ModelFamily {
        /** For the service loader. */
        public Family() {}

        @Override
        public String name() {
            return FAMILY;
        }

        @Override
        public String network() {
            return ENCODER;
        }

        @Override
        public boolean recognises(StateDict network) {
            return EncoderConfig.recognises(network);
        }

        @Override
        public JsonNode config(StateDict network) {
            return EncoderConfig.of(network).toJson();
        }

        @Override
        public JsonNode withOptions(JsonNode config, JsonNode stated) {
            ObjectNode all = config.deepCopy();
            return EncoderConfig.fromJson(all.setAll((ObjectNode) stated)).toJson();
        }
    }

    /**
     * The encoder of a file.
     *
     * @throws IOException if the file cannot be read or is broken
     * @throws IllegalArgumentException if it holds no encoder
     */
    public static InversionEncoder encoder(Path path, ComputePolicy policy) throws IOException {
        try (ModelFile model = ModelImporter.open(path, ModelImporter.Networks.ALL)) {
            return encoder(model, policy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path.getFileName() + ": " + e.getMessage(), e);
        }
    }

    /**
     * The encoder of an open model, which may be closed afterwards.
     *
     * @throws IllegalArgumentException if it has none
     */
    public static InversionEncoder encoder(ModelFile model, ComputePolicy policy) {
        StateDict weights = model.network(ENCODER);
        InversionEncoder encoder = new InversionEncoder(encoderConfig(model));
        try {
            encoder.load(weights, policy);
            return encoder;
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    /** Configuration of a model's encoder: stated, or told from its tensors. */
    public static EncoderConfig encoderConfig(ModelFile model) {
        ModelDescription description = model.description();
        String beside = description.more().get(ModelDescription.configOf(ENCODER));
        if (description.family().equals(FAMILY) && description.config().has("latent_dim")) {
            return EncoderConfig.fromJson(description.config());
        }
        if (beside == null) {
            return EncoderConfig.of(model.network(ENCODER));
        }
        try {
            return EncoderConfig.fromJson(new ObjectMapper().readTree(beside));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The configuration of the encoder is not valid JSON: " + e.getOriginalMessage(),
                    e);
        }
    }

    /**
     * Describes an encoder, for {@link ModelFile#write}.
     *
     * @param origin where it comes from, in words
     */
    public static ModelDescription description(
            EncoderConfig config, String licence, String origin) {
        return new ModelDescription(FAMILY, config.toJson(), licence, origin, Map.of());
    }
}
