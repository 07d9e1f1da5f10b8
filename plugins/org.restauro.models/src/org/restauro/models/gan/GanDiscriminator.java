// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Module;

/**
 * A discriminator of one of the four families: how real pictures look.
 *
 * <p>{@link GanNetworks#discriminator} makes one.
 */
public abstract class GanDiscriminator extends Module {
    private final DiscriminatorConfig config;

    GanDiscriminator(DiscriminatorConfig config) {
        this.config = config;
    }

    /** Its shape. */
    public final DiscriminatorConfig config() {
        return config;
    }

    /**
     * Judges pictures.
     *
     * @param images (batch, channels, r, r), float32, always of the full size
     * @param label (batch, labels), one-hot; null where there are no classes
     * @return (batch, 1), float32, larger is more real; of a PGGAN with classes (batch, 1 +
     *     labels), which are the score and the logits of the classes, and the label is ignored
     */
    public final NDArray judge(Pass pass, NDArray images, NDArray label) {
        long[] s = images.getShape().getShape();
        int r = config.resolution();
        if (s.length != 4 || s[1] != config.imageChannels() || s[2] != r || s[3] != r) {
            throw new IllegalArgumentException(
                    "Images of shape "
                            + images.getShape()
                            + " cannot be judged; (batch, "
                            + config.imageChannels()
                            + ", "
                            + r
                            + ", "
                            + r
                            + ") would be right.");
        }
        if (config.family() != GanFamily.PGGAN) {
            Fading.checkLabel(label, s[0], config.labelSize());
        }
        return score(pass, images, label);
    }

    abstract NDArray score(Pass pass, NDArray images, NDArray label);

    /** How many levels are not yet there: 0 for the full network; fractions while one fades in. */
    public abstract double levelOfDetail();

    /**
     * Sets the level of detail.
     *
     * @throws IllegalArgumentException if there is no such level, or the family does not grow
     */
    public abstract void setLevelOfDetail(double lod);
}
