// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.nn.Module;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;

/**
 * Opens models of the four families: files of this program, checkpoints of GenForce, those of its
 * runner as well as those that hold models alone, and what {@code org.restauro.models.gan.convert}
 * converts.
 */
public final class GanModels {
    private GanModels() {}

    /**
     * The generator of a file, by preference its moving average.
     *
     * @throws IOException if the file cannot be read or is broken
     * @throws IllegalArgumentException if it holds no generator of these families
     */
    public static GanGenerator generator(Path path, ComputePolicy policy) throws IOException {
        try (ModelFile model = ModelImporter.open(path)) {
            return generator(model, policy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path.getFileName() + ": " + e.getMessage(), e);
        }
    }

    /** The generator of an open model, which may be closed afterwards. */
    public static GanGenerator generator(ModelFile model, ComputePolicy policy) {
        String family = model.description().family();
        if (!isGan(family) && !ModelDescription.UNKNOWN.equals(family)) {
            throw new IllegalArgumentException(noGan(family));
        }
        return generator(
                generatorConfig(model, model.inferenceName()), model.inferenceNetwork(), policy);
    }

    /** Whether a model of a family, by its name in files, is a GAN that makes pictures. */
    public static boolean isGan(String family) {
        return Arrays.stream(GanFamily.values()).anyMatch(f -> f.toString().equals(family));
    }

    /** Says that a model of a family is none. */
    public static String noGan(String family) {
        return "The model is of the family "
                + family
                + ", which does not make pictures from latents; one of "
                + Arrays.stream(GanFamily.values())
                        .map(GanFamily::toString)
                        .collect(Collectors.joining(", "))
                + " would be right.";
    }

    /** A generator from its weights. */
    public static GanGenerator generator(
            GeneratorConfig config, StateDict weights, ComputePolicy policy) {
        return loaded(GanNetworks.generator(config), weights, policy);
    }

    /**
     * The discriminator of an open model, which may be closed afterwards.
     *
     * @throws IllegalArgumentException if it has none
     */
    public static GanDiscriminator discriminator(ModelFile model, ComputePolicy policy) {
        StateDict weights = model.network(ModelFile.DISCRIMINATOR);
        return discriminator(discriminatorConfig(model), weights, policy);
    }

    /**
     * Configuration of a generator of a model: stated, or told from its tensors.
     *
     * @param network {@link ModelFile#GENERATOR} or {@link ModelFile#GENERATOR_EMA}
     */
    public static GeneratorConfig generatorConfig(ModelFile model, String network) {
        JsonNode stated = model.description().config();
        return stated.has("gan_type")
                ? GeneratorConfig.fromJson(stated)
                : GanConfigReader.generator(model.network(network));
    }

    /** Configuration of a model's discriminator: stated, or told from its tensors. */
    public static DiscriminatorConfig discriminatorConfig(ModelFile model) {
        String key = ModelDescription.configOf(ModelFile.DISCRIMINATOR);
        String stated = model.description().more().get(key);
        if (stated == null) {
            return GanConfigReader.discriminator(model.network(ModelFile.DISCRIMINATOR));
        }
        try {
            return DiscriminatorConfig.fromJson(new ObjectMapper().readTree(stated));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The configuration of the discriminator is not valid JSON: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    /**
     * Describes a model for {@link ModelFile#write}: the generator's configuration, and the
     * discriminator's where the file has one.
     *
     * @param discriminator null where it has none
     * @param origin where the weights come from, in words
     */
    public static ModelDescription description(
            GeneratorConfig generator,
            DiscriminatorConfig discriminator,
            String licence,
            String origin) {
        Map<String, String> more = new LinkedHashMap<>();
        if (discriminator != null) {
            more.put(
                    ModelDescription.configOf(ModelFile.DISCRIMINATOR),
                    discriminator.toJson().toString());
        }
        return new ModelDescription(
                generator.family().toString(), generator.toJson(), licence, origin, more);
    }

    /** A discriminator from its weights. */
    public static GanDiscriminator discriminator(
            DiscriminatorConfig config, StateDict weights, ComputePolicy policy) {
        return loaded(GanNetworks.discriminator(config), weights, policy);
    }

    private static <M extends Module> M loaded(M network, StateDict weights, ComputePolicy policy) {
        try {
            network.load(weights, policy);
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** Configuration of a generator, told from the names and shapes of its weights. */
    public static GeneratorConfig generatorConfig(StateDict weights) {
        return GanConfigReader.generator(weights);
    }

    /** Configuration of a discriminator, told from the names and shapes of its weights. */
    public static DiscriminatorConfig discriminatorConfig(StateDict weights) {
        return GanConfigReader.discriminator(weights);
    }

    /** Configuration of a generator of a known family, whose constant buffers may be missing. */
    public static GeneratorConfig generatorConfig(StateDict weights, GanFamily family) {
        return GanConfigReader.generator(weights, family);
    }

    /** Configuration of a discriminator of a known family, without its constant buffers. */
    public static DiscriminatorConfig discriminatorConfig(StateDict weights, GanFamily family) {
        return GanConfigReader.discriminator(weights, family);
    }
}
