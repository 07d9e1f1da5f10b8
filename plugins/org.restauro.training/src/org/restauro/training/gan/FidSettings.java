// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.nio.file.Path;
import org.restauro.models.inception.InceptionInput;
import org.restauro.training.config.SettingsTree;

/**
 * How FID is measured during a run.
 *
 * @param count pictures made; as many real ones, if there are
 * @param weights file or folder with Inception's weights
 * @param cache folder of features of real images; null for none
 * @param raw whether pictures are judged as the network gives them, neither limited nor rounded
 * @param together pictures computed at a time
 */
record FidSettings(int count, Path weights, Path cache, boolean raw, int together) {
    private static final String GROUP = "controllers.FIDEvaluator";
    private static final String WEIGHTS = "evaluation.inceptionWeights";
    private static final int MANY = 10_000_000;

    /** What keeps a wanted evaluation from being done; null if nothing does. */
    static String missing(SettingsTree tree) {
        return tree.isOpen(WEIGHTS)
                ? "FID is not measured, as "
                        + WEIGHTS
                        + " is empty; a file with FID's Inception weights would be right"
                        + " (restauro catalog)."
                : null;
    }

    static FidSettings of(SettingsTree tree, Path folder) {
        if (!tree.flag(GROUP + ".align_tf")) {
            throw tree.wrong(GROUP + ".align_tf", "true, FID's own Inception,");
        }
        Path cache =
                tree.isOpen("evaluation.cache")
                        ? folder.resolve("features")
                        : Path.of(tree.text("evaluation.cache"));
        return new FidSettings(
                tree.integer(GROUP + ".num", 2, MANY),
                Path.of(tree.text(WEIGHTS)),
                tree.flag(GROUP + ".ignore_cache") ? null : cache,
                tree.flag("evaluation.rawOutput"),
                tree.integer("val_batch_size", 1, 1 << 16));
    }

    /** How pictures become Inception's input: as GenForce does, or as NVIDIA does. */
    InceptionInput rule() {
        return raw ? InceptionInput.HALF_PIXEL : InceptionInput.TENSORFLOW;
    }
}
