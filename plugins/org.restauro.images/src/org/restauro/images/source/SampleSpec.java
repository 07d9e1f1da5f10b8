// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.util.Objects;
import org.restauro.images.io.ReadOptions;

/**
 * What samples are made of the images of a source.
 *
 * @param resolution width and height of samples, 1 to 8192 pixels
 * @param channels 3 (grey images get three equal channels) or 1 (colour becomes its luma)
 * @param crop how images are made square
 * @param mirror whether they are mirrored
 * @param masks where masks come from, null for none
 * @param seed everything random in a sample follows from it and the sample's number
 * @param broken what happens to images that cannot be read
 * @param reading how images are read
 * @param mirrorChance of a sample to be mirrored, where a coin decides
 */
public record SampleSpec(
        int resolution,
        int channels,
        Crops crop,
        Mirror mirror,
        MaskSupply masks,
        long seed,
        Broken broken,
        ReadOptions reading,
        double mirrorChance) {

    /** What happens to images that cannot be read. */
    public enum Broken {
        /** They are errors. */
        FAIL,
        /**
         * They are counted; an endless stream puts the next image that can be read in their place,
         * one that shows each image once leaves them out.
         */
        SKIP
    }

    private static final int MAX_RESOLUTION = 8192;
    private static final double FAIR = 0.5;

    /** Mirrored by a fair coin, where one decides. */
    public SampleSpec(
            int resolution,
            int channels,
            Crops crop,
            Mirror mirror,
            MaskSupply masks,
            long seed,
            Broken broken,
            ReadOptions reading) {
        this(resolution, channels, crop, mirror, masks, seed, broken, reading, FAIR);
    }

    public SampleSpec {
        if (resolution < 1 || resolution > MAX_RESOLUTION) {
            throw new IllegalArgumentException(
                    String.format(
                            "Samples have 1 to %d pixels a side, not %d.",
                            MAX_RESOLUTION, resolution));
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "Samples have 1 or 3 channels, not " + channels + ".");
        }
        if (!(mirrorChance >= 0 && mirrorChance <= 1)) {
            throw new IllegalArgumentException(
                    "Samples are mirrored with a chance of 0 to 1, not " + mirrorChance + ".");
        }
        Objects.requireNonNull(crop);
        Objects.requireNonNull(mirror);
        Objects.requireNonNull(broken);
        Objects.requireNonNull(reading);
    }

    /** Random crops in colour, not mirrored, without masks; broken images are errors. */
    public static SampleSpec of(int resolution, long seed) {
        return new SampleSpec(
                resolution,
                3,
                Crops.RANDOM_CROP,
                Mirror.NONE,
                null,
                seed,
                Broken.FAIL,
                ReadOptions.defaults());
    }

    /** For networks that grow. */
    public SampleSpec withResolution(int side) {
        return new SampleSpec(
                side, channels, crop, mirror, masks, seed, broken, reading, mirrorChance);
    }

    public SampleSpec withSeed(long value) {
        return new SampleSpec(
                resolution, channels, crop, mirror, masks, value, broken, reading, mirrorChance);
    }

    public SampleSpec withChannels(int count) {
        return new SampleSpec(
                resolution, count, crop, mirror, masks, seed, broken, reading, mirrorChance);
    }

    public SampleSpec withCrop(Crops rule) {
        return new SampleSpec(
                resolution, channels, rule, mirror, masks, seed, broken, reading, mirrorChance);
    }

    public SampleSpec withMirror(Mirror rule) {
        return new SampleSpec(
                resolution, channels, crop, rule, masks, seed, broken, reading, mirrorChance);
    }

    /** Mirrored by a coin that need not be fair. */
    public SampleSpec withMirrorChance(double chance) {
        return new SampleSpec(
                resolution, channels, crop, Mirror.COIN, masks, seed, broken, reading, chance);
    }

    public SampleSpec withMasks(MaskSupply supply) {
        return new SampleSpec(
                resolution, channels, crop, mirror, supply, seed, broken, reading, mirrorChance);
    }

    public SampleSpec withBroken(Broken rule) {
        return new SampleSpec(
                resolution, channels, crop, mirror, masks, seed, rule, reading, mirrorChance);
    }

    public SampleSpec withReading(ReadOptions options) {
        return new SampleSpec(
                resolution, channels, crop, mirror, masks, seed, broken, options, mirrorChance);
    }

    /** How many images a sampler draws from: those of the source, or twice as many. */
    public int drawn(ImageSource source) {
        return mirror == Mirror.DOUBLED ? Math.multiplyExact(2, source.size()) : source.size();
    }
}
