// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import java.io.IOException;
import java.nio.file.Path;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;

/** Opens MAT models. */
public final class MatModels {
    /** Name of the family in model files. */
    public static final String FAMILY = MatFamily.NAME;

    private MatModels() {}

    /**
     * The network of a model file of ours or of a published MAT checkpoint.
     *
     * @throws IOException if the file cannot be read or is broken
     * @throws IllegalArgumentException if it holds no MAT generator
     */
    public static MatInpaintingNetwork load(Path path, ComputePolicy policy) throws IOException {
        try (ModelFile model = ModelImporter.open(path)) {
            return load(model, policy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path.getFileName() + ": " + e.getMessage(), e);
        }
    }

    /**
     * The network of an open model; the model may be closed afterwards.
     *
     * @throws IllegalArgumentException if it holds no MAT generator
     */
    public static MatInpaintingNetwork load(ModelFile model, ComputePolicy policy) {
        return of(configOf(model), model.inferenceNetwork(), policy);
    }

    /**
     * Configuration of the generator of an open model.
     *
     * @throws IllegalArgumentException if it holds no MAT generator
     */
    public static MatConfig configOf(ModelFile model) {
        String family = model.description().family();
        boolean named = FAMILY.equals(family);
        boolean has =
                model.networks().contains(ModelFile.GENERATOR)
                        || model.networks().contains(ModelFile.GENERATOR_EMA);
        if (!named && !(has && isGenerator(model.inferenceNetwork()))) {
            throw new IllegalArgumentException(
                    "The model is of the family '"
                            + family
                            + "'; '"
                            + FAMILY
                            + "' would be right.");
        }
        return named && model.description().config().has("resolution")
                ? MatConfig.fromJson(model.description().config())
                : configOf(model.inferenceNetwork());
    }

    /** A network from a generator's weights. */
    public static MatInpaintingNetwork of(
            MatConfig config, StateDict generator, ComputePolicy policy) {
        MatGenerator network = new MatGenerator(config);
        try {
            network.load(generator, policy);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
        return new MatInpaintingNetwork(network, policy);
    }

    /**
     * A network whose weights follow the formula of {@link FormulaWeights}, computed as is best.
     */
    public static MatInpaintingNetwork formulaFilled(MatConfig config) {
        return formulaFilled(config, ComputePolicy.auto());
    }

    /** A network whose weights follow the formula of {@link FormulaWeights}. */
    public static MatInpaintingNetwork formulaFilled(MatConfig config, ComputePolicy policy) {
        StateDict weights =
                FormulaWeights.fill(new MatGenerator(config), FormulaWeights.GENERATOR_SEED);
        return of(config, weights, policy);
    }

    /** Configuration of a generator, told from the names and shapes of its weights. */
    public static MatConfig configOf(StateDict generator) {
        return MatConfigReader.read(generator);
    }

    /** Whether weights are those of a MAT generator. */
    public static boolean isGenerator(StateDict weights) {
        return MatConfigReader.fits(weights);
    }
}
