// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.io.IOException;
import java.util.List;
import org.restauro.images.source.Sample;
import org.restauro.images.source.SampleBatch;
import org.restauro.training.BatchSource;
import org.restauro.training.SampleBatches;
import org.restauro.training.TrainingBatch;

/**
 * Batches whose images are reduced to the resolution of the moment: halved again and again in
 * bytes, each time to rounded means of 2×2, as published; or at once to exact means.
 *
 * <p>The position is that of the samples and knows nothing of the resolution.
 */
public final class ProgressiveBatches implements BatchSource {
    private final SampleBatches samples;
    private final boolean halving;
    private int resolution;

    /**
     * Takes samples of the full size; closing this closes them.
     *
     * @param halving whether images are halved in bytes, published as progressive_resize
     * @param resolution of the first batch
     */
    public ProgressiveBatches(SampleBatches samples, boolean halving, int resolution) {
        this.samples = samples;
        this.halving = halving;
        this.resolution = resolution;
    }

    /** Sets the size of the next images; that of the samples must be a multiple. */
    public void resolution(int side) {
        resolution = side;
    }

    @Override
    public TrainingBatch next(int size) throws IOException, InterruptedException {
        SampleBatch batch = samples.nextSamples(size);
        int side = batch.samples().get(0).side();
        if (resolution < 1 || side % resolution != 0) {
            throw new IllegalArgumentException(
                    "Images of "
                            + side
                            + " pixels cannot be reduced to "
                            + resolution
                            + "; a divisor would be right.");
        }
        int factor = side / resolution;
        if (factor == 1) {
            return TrainingBatch.of(batch);
        }
        if (halving && Integer.bitCount(factor) == 1) {
            return TrainingBatch.of(new SampleBatch(halved(batch.samples())));
        }
        TrainingBatch full = TrainingBatch.of(batch);
        return new TrainingBatch(
                full.size(),
                resolution,
                means(full.images(), side, factor),
                new float[0],
                full.labels());
    }

    private List<Sample> halved(List<Sample> full) {
        return full.stream()
                .map(
                        s -> {
                            byte[] pixels = s.pixels();
                            for (int side = s.side(); side > resolution; side /= 2) {
                                pixels = halved(pixels, side);
                            }
                            return new Sample(
                                    s.number(),
                                    s.index(),
                                    s.name(),
                                    s.mirrored(),
                                    resolution,
                                    s.channels(),
                                    pixels,
                                    null,
                                    s.label());
                        })
                .toList();
    }

    /** Planes of even side, to means of 2×2, halves rounded up. */
    static byte[] halved(byte[] pixels, int side) {
        byte[] half = new byte[pixels.length / 4];
        int small = side / 2;
        for (int i = 0; i < half.length; i++) {
            int at = i / small * 2 * side + i % small * 2;
            int sum =
                    (pixels[at] & 0xff)
                            + (pixels[at + 1] & 0xff)
                            + (pixels[at + side] & 0xff)
                            + (pixels[at + side + 1] & 0xff);
            half[i] = (byte) (sum + 2 >> 2);
        }
        return half;
    }

    /** Planes, to means of factor×factor. */
    static float[] means(float[] images, int side, int factor) {
        int small = side / factor;
        float[] reduced = new float[images.length / (factor * factor)];
        for (int i = 0; i < reduced.length; i++) {
            int at = i / small * factor * side + i % small * factor;
            double sum = 0;
            for (int y = 0; y < factor; y++) {
                for (int x = 0; x < factor; x++) {
                    sum += images[at + y * side + x];
                }
            }
            reduced[i] = (float) (sum / (factor * factor));
        }
        return reduced;
    }

    @Override
    public String position() {
        return samples.position();
    }

    @Override
    public void close() {
        samples.close();
    }
}
