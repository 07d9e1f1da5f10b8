// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatModels;

/** Opens the network that the user names: a model file, or {@code formula:mat-512}. */
final class Networks {
    private static final String FORMULA = "formula:";
    private static final String MAT = "mat-";

    private Networks() {}

    static InpaintingNetwork open(String model, ComputePolicy policy) throws IOException {
        if (model.startsWith(FORMULA)) {
            return MatModels.formulaFilled(formula(model), policy);
        }
        Path file = Path.of(model);
        if (!Files.isRegularFile(file)) {
            throw new IOException("There is no model file " + file + ".");
        }
        try (ModelFile opened = ModelImporter.open(file)) {
            StateDict generator = opened.inferenceNetwork();
            return MatModels.of(MatModels.configOf(generator), generator, policy);
        }
    }

    private static MatConfig formula(String model) {
        String name = model.substring(FORMULA.length()).toLowerCase(Locale.ROOT);
        return switch (name) {
            case MAT + "512" -> MatConfig.MAT_512;
            case MAT + "256" -> MatConfig.MAT_256;
            case MAT + "64" -> MatConfig.small(64);
            default ->
                    throw new IllegalArgumentException(
                            "There is no formula \""
                                    + name
                                    + "\"; choose formula:mat-512, formula:mat-256 or"
                                    + " formula:mat-64.");
        };
    }

    /** What the user should know about the model. */
    static Optional<String> note(String model) {
        return model.startsWith(FORMULA)
                ? Optional.of(
                        "Note: "
                                + model
                                + " has untrained weights made by a formula; its results show that"
                                + " everything works, not what a trained network paints.")
                : Optional.empty();
    }
}
