// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.IOException;
import java.util.List;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.MaskReading;
import org.restauro.images.io.ReadOptions;
import org.restauro.images.mask.MaskGenerator;
import org.restauro.images.mask.MaskSpec;

/** Where the masks of samples come from. Several threads may ask at the same time. */
@FunctionalInterface
public interface MaskSupply {
    /**
     * The mask of a sample.
     *
     * @param side width and height of the mask
     * @param seed everything random follows from it
     * @param index place of the image in its source
     */
    Mask mask(int side, long seed, int index) throws IOException;

    /** MAT's large masks, with which it is trained. */
    static MaskSupply mat() {
        return of(MaskGenerator.of(new MaskSpec.Mat(true)));
    }

    /** Masks of a generator. */
    static MaskSupply of(MaskGenerator generator) {
        return (side, seed, index) -> generator.generate(side, side, seed);
    }

    /** Masks of several supplies laid over each other: a hole of any is a hole. */
    static MaskSupply overlaid(List<MaskSupply> supplies) {
        List<MaskSupply> all = List.copyOf(supplies);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("Masks laid over each other need at least one.");
        }
        if (all.size() == 1) {
            return all.get(0);
        }
        return (side, seed, index) -> {
            byte[] values = all.get(0).mask(side, seed, index).values().clone();
            for (int layer = 1; layer < all.size(); layer++) {
                byte[] more =
                        all.get(layer).mask(side, SampleSeeds.mix(seed + layer), index).values();
                for (int i = 0; i < values.length; i++) {
                    values[i] &= more[i];
                }
            }
            return Mask.of(side, side, values);
        };
    }

    /** Masks of several supplies, each with the same chance. */
    static MaskSupply mixed(List<MaskSupply> supplies) {
        List<MaskSupply> all = List.copyOf(supplies);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("A mix of masks needs at least one kind.");
        }
        return (side, seed, index) -> {
            int kind = (int) Long.remainderUnsigned(SampleSeeds.mix(seed), all.size());
            return all.get(kind).mask(side, seed, index);
        };
    }

    /**
     * Masks from files: that of the i-th image is the i-th one, as in MAT's validation sets.
     *
     * @throws ImageException for an image without a mask, and for a mask of another size
     */
    static MaskSupply files(ImageSource masks, MaskReading reading) {
        return (side, seed, index) -> {
            if (index >= masks.size()) {
                throw new ImageException(
                        String.format(
                                "%s has %d masks, none for image %d.",
                                masks.description(), masks.size(), index + 1));
            }
            Mask mask =
                    ImageFiles.readMask(
                            masks.bytes(index),
                            masks.where(index),
                            reading,
                            ReadOptions.defaults());
            if (mask.width() != side || mask.height() != side) {
                throw new ImageException(
                        String.format(
                                "The mask %s has %d x %d pixels, not %d x %d.",
                                masks.where(index), mask.width(), mask.height(), side, side));
            }
            return mask;
        };
    }
}
