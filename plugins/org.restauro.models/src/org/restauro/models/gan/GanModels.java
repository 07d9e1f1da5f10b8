// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.nn.Module;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;

/**
 * Opens models of the four families: files of this program and checkpoints of GenForce, those of
 * its runner as well as those that hold models alone.
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
        StateDict weights = model.inferenceNetwork();
        JsonNode stated = model.description().config();
        return generator(
                stated.has("gan_type")
                        ? GeneratorConfig.fromJson(stated)
                        : GanConfigReader.generator(weights),
                weights,
                policy);
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
        return discriminator(GanConfigReader.discriminator(weights), weights, policy);
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
}
