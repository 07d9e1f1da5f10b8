// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.Sample;
import org.restauro.images.source.SampleBatch;
import org.restauro.images.source.SampleSpec;
import org.restauro.images.source.SampleStream;
import org.restauro.images.source.Sampler;
import org.restauro.images.source.SubsetSource;

/**
 * Samples that a network is judged by and never learns from: always the same crops and masks.
 *
 * @param samples at least one, all of one size in colour, with masks
 * @param seed latents and the network's noise follow from it
 */
public record HeldOut(List<Sample> samples, long seed) {
    /** Checks that there are samples that fit together. */
    public HeldOut {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no held-out samples to evaluate with; give at least one image.");
        }
        int side = samples.get(0).side();
        for (Sample sample : samples) {
            if (sample.mask() == null || sample.channels() != 3 || sample.side() != side) {
                throw new IllegalArgumentException(
                        "The held-out "
                                + sample
                                + " has "
                                + sample.channels()
                                + " channels of "
                                + sample.side()
                                + " pixels a side and "
                                + (sample.mask() == null ? "no" : "a")
                                + " mask; 3 channels of "
                                + side
                                + " pixels and a mask would be right.");
            }
        }
    }

    /**
     * Draws samples once: other images as long as there are any, then other crops of them.
     *
     * @param source of images that training does not see
     * @param spec their size, crops and masks; its seed fixes the draw
     * @param count how many, 1 or more
     * @throws IOException if an image cannot be read
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public static HeldOut draw(ImageSource source, SampleSpec spec, int count)
            throws IOException, InterruptedException {
        if (count < 1 || source.size() < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            "%d held-out samples of %s with %d images cannot be drawn; at least 1"
                                    + " sample of 1 image can.",
                            count, source.description(), source.size()));
        }
        ImageSource some = SubsetSource.atMost(source, count, spec.seed());
        try (SampleStream stream = SampleStream.open(some, spec, Sampler.inOrder(some.size()), 1)) {
            return new HeldOut(stream.nextBatch(count).samples(), spec.seed());
        }
    }

    /** How many samples there are. */
    public int size() {
        return samples.size();
    }

    /** Width and height in pixels. */
    public int side() {
        return samples.get(0).side();
    }

    /** Some samples one after another. */
    SampleBatch batch(int from, int to) {
        return new SampleBatch(new ArrayList<>(samples.subList(from, to)));
    }

    /** Seeds of some samples' noise. */
    long[] seeds(int from, int to) {
        long[] seeds = new long[to - from];
        Arrays.setAll(seeds, i -> seed + from + i);
        return seeds;
    }
}
