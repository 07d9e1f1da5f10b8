// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.TreeMap;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Module;
import org.restauro.models.mat.MatConfig;

/**
 * Everything that lets a MAT generator look at references: an encoder of pictures, fusions of their
 * tokens into the features at 16², 32² and 64², an injection of their style. Its names stand under
 * {@code reference.} in a {@link ReferenceGuidedGenerator}.
 *
 * <p>Fusions exist at those of the configured sides that the network has: all three from 64² on, 16
 * and 32 in a network of 32². They have the network's channels there, which are fewer than 512 in
 * small networks. Side names mean the built size: features of an input twice as large are 32² at
 * side 16.
 */
public abstract class ReferenceModule extends Module {
    private final ReferenceConfig config;
    private final Map<Integer, Fusion> fusions = new TreeMap<>();
    private Encoder encoder;
    private Injector injector;

    ReferenceModule(ReferenceConfig config) {
        this.config = config;
    }

    /** The module of a configuration for a network; it has no weights yet. */
    public static ReferenceModule of(MatConfig network, ReferenceConfig config) {
        return config.variant() == ReferenceConfig.Variant.FULL
                ? new FullReferenceModule(network, config)
                : new MinimalReferenceModule(network, config);
    }

    /** Sides at which a network can be fused. */
    static int[] sides(MatConfig network, ReferenceConfig config) {
        int[] sides =
                config.sides().stream()
                        .filter(side -> side <= network.resolution())
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .toArray();
        if (sides.length == 0) {
            throw new IllegalArgumentException(
                    "A network of "
                            + network.resolution()
                            + "² has no features of the sides "
                            + config.sides()
                            + "; 16 would be right.");
        }
        return sides;
    }

    /** Values of the style of an image. */
    static int styleSize(MatConfig network) {
        return 2 * network.channels(16);
    }

    final void encoder(Encoder part) {
        encoder = part;
    }

    final void injector(Injector part) {
        injector = part;
    }

    final void fusion(int side, Fusion part) {
        if (config.aligned()) {
            part.align(config.grid());
        }
        fusions.put(side, part);
    }

    /** Its shape. */
    public final ReferenceConfig config() {
        return config;
    }

    /**
     * Encodes references.
     *
     * @param pictures (n, 3, h, w) in [−1, 1], n ≥ 1, sides of at least 16 pixels
     * @return which the caller may close after the last use
     */
    public final Encoded encode(Pass pass, NDArray pictures) {
        long[] s = pictures.getShape().getShape();
        if (s.length != 4 || s[0] < 1 || s[1] != 3 || s[2] < 16 || s[3] < 16) {
            throw new IllegalArgumentException(
                    "References of shape "
                            + pictures.getShape()
                            + " do not fit; (n, 3, h, w) with n of 1 or more, and h and w of 16 or"
                            + " more, would.");
        }
        return encoder.forward(pass, pictures);
    }

    /** Features that looked at the references; x itself at a side without a fusion. */
    final NDArray fuse(Pass pass, int side, NDArray x, Guidance guidance) {
        Fusion fusion = fusions.get(side);
        return fusion == null ? x : fusion.fuse(pass, x, guidance);
    }

    /** Where positions look; null at a side without a fusion. */
    final NDArray attention(Pass pass, int side, NDArray x, Guidance guidance) {
        Fusion fusion = fusions.get(side);
        return fusion == null ? null : fusion.attention(pass, x, guidance);
    }

    /** The style of an image with that of its references. */
    final NDArray inject(Pass pass, NDArray style, Guidance guidance) {
        return injector.inject(pass, style, guidance);
    }
}
