// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import java.nio.file.Path;
import java.util.Map;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatGenerator;
import org.restauro.models.mat.MatModels;

/** A model file of the smallest useful network, quick enough for every test run. */
final class SmallModel {

    private SmallModel() {}

    static Path write(final Path file) throws Exception {
        return write(file, FormulaWeights.GENERATOR_SEED);
    }

    /** The same with other weights. */
    static Path write(final Path file, final long seed) throws Exception {
        MatConfig config = MatConfig.small(64);
        StateDict weights;
        try (MatGenerator network = new MatGenerator(config)) {
            weights = FormulaWeights.fill(network, seed);
        }
        ModelFile.write(
                file,
                new ModelDescription(
                        MatModels.FAMILY, config.toJson(), "CC0-1.0", "a test", Map.of()),
                Map.of(ModelFile.GENERATOR, weights));
        return file;
    }
}
