// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import java.io.IOException;
import java.util.List;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.Mirror;
import org.restauro.images.source.Sample;
import org.restauro.images.source.SampleSpec;
import org.restauro.images.source.SampleStream;
import org.restauro.images.source.Sampler;
import org.restauro.images.source.Split;
import org.restauro.images.source.SubsetSource;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.published.PublishedData;
import org.restauro.training.session.SharedSettings;
import org.restauro.training.session.TrainingData;

/** The images that an encoder learns from and is judged by. */
public final class EncoderData {
    private EncoderData() {}

    /**
     * Opens what the settings name.
     *
     * @throws SettingsException if they name nothing
     * @throws IOException if it cannot be read
     */
    public static TrainingData open(SettingsTree tree) throws IOException {
        return divided(PublishedData.open(tree), tree);
    }

    /**
     * The images of opened sources.
     *
     * @param validation null to hold out the settings' share of the images
     */
    public static TrainingData of(SettingsTree tree, ImageSource images, ImageSource validation) {
        return divided(PublishedData.of(tree, images, validation), tree);
    }

    private static TrainingData divided(TrainingData data, SettingsTree tree) {
        double share = tree.number("images.validationShare", 0, 0.9);
        if (data.validation() != null || share == 0 || data.training().size() < 2) {
            return data;
        }
        Split split = Split.byShare(data.training(), share, SharedSettings.seed(tree));
        return new TrainingData(split.training(), split.validation());
    }

    /** Held-out samples, always the same; none without images. */
    static List<Sample> heldOut(ImageSource images, SampleSpec spec, int most)
            throws IOException, InterruptedException {
        if (images == null || images.size() == 0 || most == 0) {
            return List.of();
        }
        ImageSource some = SubsetSource.atMost(images, most, spec.seed());
        SampleSpec plain = spec.withMirror(Mirror.NONE);
        try (SampleStream stream =
                SampleStream.open(some, plain, Sampler.inOrder(some.size()), 1)) {
            return stream.nextBatch(some.size()).samples();
        }
    }
}
