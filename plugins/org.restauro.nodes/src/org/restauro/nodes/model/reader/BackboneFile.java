// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.model.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.restauro.engine.nn.Fingerprint;
import org.restauro.models.file.ModelFile;
import org.restauro.models.mat.MatGenerator;
import org.restauro.models.mat.MatModels;
import org.restauro.models.reference.ReferenceModels;
import org.restauro.models.reference.ReferenceModels.Backbone;
import org.restauro.nodes.table.LocalPaths;

/** The network that a reference model was trained on, in a file of its own. */
final class BackboneFile {

    static final String MESSAGE_NOT_FOUND =
            "The reference model \"%s\" was trained on the network %s, which is not in the folder"
                    + " \"%s\". Choose its file under \"Backbone file\".";
    static final String MESSAGE_OTHER =
            "The reference model \"%s\" was trained on the network %s, but the backbone file"
                    + " \"%s\" holds %s. Choose the file of the network it was trained on.";

    private static final List<String> ENDINGS = List.of("", ".safetensors", ".pkl", ".pth", ".pt");

    private final Path model;
    private final Backbone wanted;

    private BackboneFile(final Path model, final Backbone wanted) {
        this.model = model;
        this.wanted = wanted;
    }

    /**
     * What a file of our format needs besides itself; empty if it is no reference model.
     *
     * @throws IOException if it is damaged
     */
    static Optional<BackboneFile> of(final Path file) throws IOException {
        if (!ModelFile.looksLikeModel(file)) {
            return Optional.empty();
        }
        try (ModelFile model = ModelFile.open(file)) {
            return ReferenceModels.isReferenceModel(model)
                    ? Optional.of(new BackboneFile(file, ReferenceModels.backboneOf(model)))
                    : Optional.empty();
        }
    }

    /**
     * The file that was chosen, or else the one of the backbone's name beside the model.
     *
     * @throws InvalidSettingsException if there is none
     */
    Path find(final String chosen) throws InvalidSettingsException {
        if (chosen != null && !chosen.isBlank()) {
            return LocalPaths.file(chosen, "backbone file");
        }
        Path name = Path.of(wanted.name()).getFileName();
        for (String ending : ENDINGS) {
            Path file = model.resolveSibling(name + ending);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new InvalidSettingsException(
                MESSAGE_NOT_FOUND.formatted(model.getFileName(), wanted, model.getParent()));
    }

    /**
     * Brings the backbone into our format.
     *
     * @param file what {@link #find} found
     * @param target becomes a file of our format
     * @throws IOException if it cannot be read, or is another network
     */
    void load(final Path file, final Path target) throws IOException {
        ModelLoading.load(file, target);
        try (ModelFile plain = ModelFile.open(target);
                MatGenerator structure = new MatGenerator(MatModels.configOf(plain))) {
            Backbone given =
                    new Backbone(
                            String.valueOf(file.getFileName()),
                            Fingerprint.of(structure, plain.inferenceNetwork()));
            if (!given.fingerprint().equals(wanted.fingerprint())) {
                throw new IOException(
                        MESSAGE_OTHER.formatted(model.getFileName(), wanted, file, given));
            }
        }
    }
}
