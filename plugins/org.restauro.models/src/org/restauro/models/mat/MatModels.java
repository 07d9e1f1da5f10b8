// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import org.restauro.engine.ComputePolicy;
import org.restauro.engine.weights.StateDict;

/** Opens MAT models. */
public final class MatModels {
    /** Name of the family in model files. */
    public static final String FAMILY = "mat";

    private MatModels() {}

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

    /** A network whose weights follow the formula of {@link FormulaWeights}, computed as is best. */
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
