// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.restauro.images.PixelImage;
import org.restauro.models.reference.AttentionMap;
import org.restauro.models.reference.ReferenceFeatures;

/**
 * Adds up where the network looked for the holes of images that are restored at the same time. The
 * pieces and variants of an image and the fusions of the network count by the missing pixels that
 * they stand for.
 */
final class Attention {

    private final Map<ReferenceFeatures, double[][]> sums = new IdentityHashMap<>();

    /** An image that follows these references is going to be restored. */
    void expect(final ReferenceFeatures references) {
        sums.put(references, new double[references.count()][references.config().tokens()]);
    }

    /** Takes note of one piece at one fusion. */
    void take(final AttentionMap map) {
        double[][] sum = sums.get(map.references());
        // positions of a finer fusion stand for fewer pixels
        double weight = map.missing() / ((double) map.side() * map.side());
        if (sum == null || weight == 0) {
            return;
        }
        for (int i = 0; i < sum.length; i++) {
            float[] looked = map.lookedAt(i);
            for (int t = 0; t < looked.length; t++) {
                sum[i][t] += weight * looked[t];
            }
        }
    }

    /** An image is done, or failed. */
    void forget(final ReferenceFeatures references) {
        sums.remove(references);
    }

    /**
     * The picture of an image that is done.
     *
     * @return empty if the network never looked, for example because there was no hole
     */
    Optional<PixelImage> picture(final ReferenceFeatures references) {
        double[][] sum = sums.remove(references);
        if (sum == null) {
            return Optional.empty();
        }
        double total = 0;
        for (double[] one : sum) {
            for (double value : one) {
                total += value;
            }
        }
        return total == 0 ? Optional.empty() : Optional.of(HeatPicture.draw(references, sum));
    }
}
