// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Several samples, laid out as networks take them.
 *
 * @param samples in their order, at least one
 */
public record SampleBatch(List<Sample> samples) {
    public SampleBatch {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("A batch has at least 1 sample.");
        }
        samples = List.copyOf(samples);
    }

    public int size() {
        return samples.size();
    }

    /** Bytes that {@link #pixelsInto} writes: size * channels * side * side. */
    public int pixelBytes() {
        return Math.multiplyExact(size(), samples.get(0).pixels().length);
    }

    /** Writes the pixels, shape (size, channels, side, side). */
    public void pixelsInto(ByteBuffer out) {
        samples.forEach(sample -> out.put(sample.pixels()));
    }

    /** The pixels, shape (size, channels, side, side). */
    public byte[] pixels() {
        ByteBuffer out = ByteBuffer.allocate(pixelBytes());
        pixelsInto(out);
        return out.array();
    }

    /** Writes the masks, shape (size, 1, side, side), 255 known, 0 hole; the samples have masks. */
    public void masksInto(ByteBuffer out) {
        samples.forEach(sample -> out.put(sample.mask()));
    }

    /** The masks, shape (size, 1, side, side), 255 known, 0 hole; the samples have masks. */
    public byte[] masks() {
        int side = samples.get(0).side();
        ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(size(), side * side));
        masksInto(out);
        return out.array();
    }

    /** The labels, shape (size, dimension); empty without labels. */
    public float[] labels() {
        int dimension = samples.get(0).label().length;
        float[] labels = new float[size() * dimension];
        for (int i = 0; i < size(); i++) {
            System.arraycopy(samples.get(i).label(), 0, labels, i * dimension, dimension);
        }
        return labels;
    }
}
