// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.random.RandomState;

/** Makes the sample of a draw: the same one at any time, in any thread. */
final class SampleMaker {
    /** So many broken images in a row mean that the set as a whole is not readable. */
    private static final int MAX_BROKEN_IN_A_ROW = 1000;

    private final ImageSource source;
    private final SampleSpec spec;
    private final boolean replace;
    private final Map<Integer, String> broken = new ConcurrentSkipListMap<>();

    /**
     * @param replace whether the next readable image takes the place of a broken one that is to be
     *     skipped
     */
    SampleMaker(ImageSource source, SampleSpec spec, boolean replace) {
        this.source = source;
        this.spec = spec;
        this.replace = replace;
    }

    /** What is wrong with each image that was skipped, by its place in the source. */
    Map<Integer, String> broken() {
        return broken;
    }

    /** Returns null for an image that is left out. */
    Sample make(Sampler.Draw draw) throws IOException {
        int tries = replace ? Math.min(source.size(), MAX_BROKEN_IN_A_ROW) : 1;
        int drawn = draw.index();
        for (int i = 0; i < tries; i++) {
            int index = (int) (((long) drawn + i) % source.size());
            if (broken.containsKey(index)) {
                continue;
            }
            PixelImage image;
            try {
                image = source.read(index, spec.reading());
            } catch (ImageException e) {
                if (spec.broken() == SampleSpec.Broken.FAIL) {
                    throw e;
                }
                broken.put(index, e.getMessage());
                continue;
            }
            return make(draw.number(), index, drawn >= source.size(), image);
        }
        if (replace) {
            throw new ImageException(
                    String.format(
                            "%d images in a row cannot be read, the last one because: %s",
                            tries, broken.get((drawn + tries - 1) % source.size())));
        }
        return null;
    }

    private Sample make(long number, int index, boolean second, PixelImage image)
            throws IOException {
        int side = spec.resolution();
        RandomState random = SampleSeeds.random(spec.seed(), number, SampleSeeds.CROP);
        PixelImage part = spec.crop().apply(image, side, random).withChannels(spec.channels());
        boolean mirrored =
                switch (spec.mirror()) {
                    case NONE -> false;
                    case DOUBLED -> second;
                    case COIN -> coin(SampleSeeds.of(spec.seed(), number, SampleSeeds.MIRROR));
                };
        return new Sample(
                number,
                index,
                source.name(index),
                mirrored,
                side,
                spec.channels(),
                planar(part, mirrored),
                mask(number, index),
                source.labels().vector(index));
    }

    private boolean coin(long random) {
        return spec.mirrorChance() == 0.5
                ? (random & 1) != 0
                : (random >>> 1) * 0x1p-63 < spec.mirrorChance();
    }

    private byte[] mask(long number, int index) throws IOException {
        if (spec.masks() == null) {
            return null;
        }
        int side = spec.resolution();
        long seed = SampleSeeds.of(spec.seed(), number, SampleSeeds.MASK);
        Mask mask = spec.masks().mask(side, seed, index);
        if (mask.width() != side || mask.height() != side) {
            throw new IllegalStateException(
                    String.format(
                            "The mask of sample %d has %d x %d pixels, not %d x %d.",
                            number, mask.width(), mask.height(), side, side));
        }
        return mask.values();
    }

    private static byte[] planar(PixelImage image, boolean mirrored) {
        int side = image.width();
        int channels = image.channels();
        int plane = side * side;
        byte[] from = image.bytes8();
        byte[] out = new byte[from.length];
        int at = 0;
        for (int y = 0; y < side; y++) {
            int to = mirrored ? (y + 1) * side - 1 : y * side;
            int step = mirrored ? -1 : 1;
            for (int x = 0; x < side; x++, to += step) {
                for (int c = 0, place = to; c < channels; c++, place += plane) {
                    out[place] = from[at++];
                }
            }
        }
        return out;
    }
}
