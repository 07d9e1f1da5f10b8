// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.model.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatGenerator;
import org.restauro.models.mat.MatModels;
import org.restauro.nodes.port.ModelPortObjectSpec;

/** Brings a model, wherever it comes from, into one file of our format. */
final class ModelLoading {

    static final String DEMONSTRATION_NAME = "demonstration %d";
    static final String DEMONSTRATION_LICENCE = "CC0-1.0";
    static final String DEMONSTRATION_ORIGIN = "computed from a formula, untrained";

    private ModelLoading() {}

    /**
     * The spec of a file whose description can be read without reading its weights: a file of our
     * own format. Empty for other files.
     *
     * @throws IOException if it is of our format but damaged
     */
    static Optional<ModelPortObjectSpec> quickSpec(final Path file) throws IOException {
        if (!ModelFile.looksLikeModel(file)) {
            return Optional.empty();
        }
        try (ModelFile model = ModelFile.open(file)) {
            return Optional.of(ModelPortObjectSpec.of(name(file), model.description()));
        }
    }

    /**
     * Copies or converts a file of any supported format.
     *
     * @param file the source
     * @param target becomes a file of our format
     */
    static ModelPortObjectSpec load(final Path file, final Path target) throws IOException {
        Optional<ModelPortObjectSpec> own = quickSpec(file);
        if (own.isPresent()) {
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            return own.get();
        }
        try (ModelFile model = ModelImporter.open(file)) {
            Map<String, StateDict> networks = new LinkedHashMap<>();
            for (String network : model.networks()) {
                networks.put(network, model.network(network));
            }
            ModelFile.write(target, model.description(), networks);
            return ModelPortObjectSpec.of(name(file), model.description());
        }
    }

    /** The spec of the demonstration network, known without computing it. */
    static ModelPortObjectSpec demonstrationSpec(final int size) {
        return ModelPortObjectSpec.of(
                DEMONSTRATION_NAME.formatted(size), description(MatConfig.published(size)));
    }

    /** Computes the demonstration network and writes it to a file. */
    static ModelPortObjectSpec demonstration(final int size, final Path target) throws IOException {
        MatConfig config = MatConfig.published(size);
        StateDict weights;
        try (MatGenerator network = new MatGenerator(config)) {
            weights = FormulaWeights.fill(network, FormulaWeights.GENERATOR_SEED);
        }
        ModelFile.write(target, description(config), Map.of(ModelFile.GENERATOR, weights));
        return demonstrationSpec(size);
    }

    private static ModelDescription description(final MatConfig config) {
        return new ModelDescription(
                MatModels.FAMILY,
                config.toJson(),
                DEMONSTRATION_LICENCE,
                DEMONSTRATION_ORIGIN,
                Map.of());
    }

    private static String name(final Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
