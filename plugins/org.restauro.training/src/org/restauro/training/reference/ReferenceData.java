// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.io.IOException;
import java.nio.file.Path;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.ImageSources;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingData;

/**
 * What a fine-tuning run learns from and is judged by; the sources stay the caller's. Folders, zip
 * files, lists and rows of tables are sources alike.
 *
 * @param images to learn from, and held-out ones
 * @param references pictures to look at
 * @param validationReferences those of the held-out images; null for the same
 */
public record ReferenceData(
        TrainingData images, ImageSource references, ImageSource validationReferences) {
    /**
     * Opens what the settings name.
     *
     * @throws SettingsException if they name nothing
     * @throws IOException if it cannot be read
     */
    public static ReferenceData open(SettingsTree tree) throws IOException {
        TrainingData images = TrainingData.open(tree);
        if (tree.isOpen("data.references")) {
            throw new SettingsException(
                    "data.references is empty; the path of a folder, a zip file, an LMDB folder or"
                            + " a list file with pictures to look at would be right.");
        }
        ImageSource validation =
                tree.isOpen("data.validationReferences")
                        ? null
                        : ImageSources.open(Path.of(tree.text("data.validationReferences")));
        return new ReferenceData(
                images, ImageSources.open(Path.of(tree.text("data.references"))), validation);
    }

    /** The references of the training images. */
    ReferenceSet training(SettingsTree tree, int side) {
        return new ReferenceSet(references, choice(tree), side);
    }

    /** The references of the held-out images. */
    ReferenceSet heldOut(SettingsTree tree, int side) {
        ImageSource source = validationReferences == null ? references : validationReferences;
        return new ReferenceSet(source, choice(tree), side);
    }

    private static ReferenceSet.Choice choice(SettingsTree tree) {
        return tree.choice("data.pairing", ReferenceSet.Choice.class);
    }
}
