// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Real images as a growing discriminator sees them: between two levels of detail faded towards
 * their means of 2×2, then repeated to the full size (Karras et al. 2018, figure 2).
 */
final class RealImages {
    private RealImages() {}

    /**
     * Images of the full size.
     *
     * @param images (batch, channels, s, s), s the full size or that of the level, full/2^⌊lod⌋;
     *     freed
     * @param resolution full size
     * @param lod level of detail
     */
    static NDArray at(NDArray images, int resolution, double lod) {
        int levels = (int) lod;
        int size = resolution >> levels;
        int given = (int) images.getShape().get(3);
        if (given != size && given != resolution) {
            try (images) {
                throw new IllegalArgumentException(
                        "Images of "
                                + given
                                + " pixels do not fit the level of detail "
                                + lod
                                + "; "
                                + size
                                + (size == resolution ? "" : " or " + resolution)
                                + " would be right.");
            }
        }
        double share = lod - levels;
        if (levels == 0 && share == 0) {
            return images;
        }
        StringBuilder s = new StringBuilder();
        if (given != size) {
            s.append("x = ").append(pooled("x", given / size)).append('\n');
        }
        if (share > 0) {
            s.append("y = ").append(repeated(pooled("x", 2), size)).append('\n');
            s.append("x = torch.add(torch.mul(x, ").append(Ops.number(1 - share));
            s.append("), torch.mul(y, ").append(Ops.number(share)).append("))\n");
        }
        if (levels > 0) {
            s.append("x = ").append(repeated("x", resolution)).append('\n');
        }
        try (images) {
            return ScriptFunction.of("x: Tensor", "Tensor", s + "return x").apply(images);
        }
    }

    private static String pooled(String x, int factor) {
        String f = "[" + factor + ", " + factor + "]";
        return "torch.avg_pool2d(" + x + ", " + f + ", " + f + ", [0, 0], False, True, None)";
    }

    private static String repeated(String x, int size) {
        return "torch.upsample_nearest2d(" + x + ", [" + size + ", " + size + "], None, None)";
    }
}
