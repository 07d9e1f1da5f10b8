// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.restauro.images.PixelImage;
import org.restauro.images.source.Resampling;
import org.restauro.images.source.Sample;
import org.restauro.training.report.HeldOut;

/**
 * Held-out samples with their references.
 *
 * @param samples what is judged
 * @param squares the reference of each sample as the encoder takes it; null for none
 */
record HeldOutReferences(HeldOut samples, List<PixelImage> squares) {
    static HeldOutReferences of(HeldOut samples, ReferenceSet references) throws IOException {
        List<PixelImage> squares = new ArrayList<>();
        for (Sample sample : samples.samples()) {
            int number = references.of(sample, samples.seed());
            squares.add(number < 0 ? null : references.square(number));
        }
        return new HeldOutReferences(samples, squares);
    }

    /** The reference of a sample in the sample's size; white where there is none. */
    PixelImage shown(int sample) {
        int side = samples.side();
        if (squares.get(sample) == null) {
            byte[] white = new byte[3 * side * side];
            Arrays.fill(white, (byte) -1);
            return PixelImage.of8(side, side, 3, white);
        }
        return Resampling.BILINEAR.resize(squares.get(sample), side, side);
    }
}
