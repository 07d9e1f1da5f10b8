// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.session;

import java.io.IOException;
import java.nio.file.Path;
import org.restauro.images.source.CachedSource;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.ImageSources;
import org.restauro.images.source.Split;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;

/**
 * What a run learns from and is judged by; the sources stay the caller's.
 *
 * @param training the images
 * @param validation held-out images, null for none
 */
public record TrainingData(ImageSource training, ImageSource validation) {
    private static final long MEGABYTE = 1 << 20;

    /**
     * Opens what the settings name.
     *
     * @throws SettingsException if they name nothing
     * @throws IOException if it cannot be read
     */
    public static TrainingData open(SettingsTree tree) throws IOException {
        if (tree.isOpen("data.images")) {
            throw new SettingsException(
                    "data.images is empty; the path of a folder, a zip file, an LMDB folder or a"
                            + " list file with images would be right.");
        }
        ImageSource images = ImageSources.open(Path.of(tree.text("data.images")));
        ImageSource validation =
                tree.isOpen("data.validation")
                        ? null
                        : ImageSources.open(Path.of(tree.text("data.validation")));
        return divided(images, validation, tree);
    }

    /**
     * The images of a source, with others to be judged by; where there are none, the settings'
     * share of the images is held out. Decoded images are kept in memory within the settings'
     * limit.
     *
     * @param validation may be null
     */
    public static TrainingData divided(
            ImageSource images, ImageSource validation, SettingsTree tree) {
        long budget = tree.integer("data.cacheMegabytes", 0, 1 << 20) * MEGABYTE;
        double share = tree.number("data.validationShare", 0, 0.9);
        if (images.size() == 0) {
            throw new SettingsException(
                    "There are no images in "
                            + images.description()
                            + "; at least one would be right.");
        }
        if (validation != null || share == 0 || images.size() < 2) {
            return new TrainingData(cached(images, budget), validation);
        }
        long seed = tree.whole("training.seed", Long.MIN_VALUE, Long.MAX_VALUE);
        Split split = Split.byShare(images, share, seed);
        return new TrainingData(cached(split.training(), budget), split.validation());
    }

    private static ImageSource cached(ImageSource source, long budget) {
        return budget == 0 ? source : new CachedSource(source, budget);
    }
}
