// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Module;

/**
 * A generator of one of the four families: from latents to pictures.
 *
 * <p>Pictures are (batch, channels, r, r), float32, around [−1, 1], not clamped. Results belong to
 * the pass; arguments stay open. {@link GanNetworks#generator} makes one.
 */
public abstract class GanGenerator extends Module {
    private final GeneratorConfig config;

    GanGenerator(GeneratorConfig config) {
        this.config = config;
    }

    /** Its shape. */
    public final GeneratorConfig config() {
        return config;
    }

    /** What codes {@link #synthesise} takes. */
    public abstract Set<LatentSpace> spaces();

    /**
     * Pictures of latents.
     *
     * @param z (batch, z), N(0, 1)
     * @param label (batch, labels), one-hot; null where there are no classes
     */
    public abstract NDArray generate(Pass pass, NDArray z, NDArray label, Sampling sampling);

    /**
     * Pictures of codes of a space; no truncation, no label.
     *
     * @throws IllegalArgumentException if this network has no such space or the shape does not fit
     */
    public abstract NDArray synthesise(
            Pass pass, NDArray codes, LatentSpace space, LayerNoise noise);

    /** How many levels are not yet there: 0 for the full network; fractions while one fades in. */
    public abstract double levelOfDetail();

    /**
     * Sets the level of detail.
     *
     * @throws IllegalArgumentException if there is no such level, or the family does not grow
     */
    public abstract void setLevelOfDetail(double lod);

    final void checkLatents(NDArray z) {
        long[] shape = z.getShape().getShape();
        if (shape.length != 2 || shape[1] != config.zDim()) {
            throw new IllegalArgumentException(
                    "Latents of shape "
                            + z.getShape()
                            + " do not fit; (batch, "
                            + config.zDim()
                            + ") would be right.");
        }
    }

    final IllegalArgumentException noSpace(LatentSpace space) {
        return new IllegalArgumentException(
                "A generator of the family "
                        + config.family()
                        + " takes no codes of the space "
                        + space
                        + "; it takes "
                        + spaces()
                        + ".");
    }
}
