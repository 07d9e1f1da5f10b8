// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.restauro.images.source.SampleBatch;

/**
 * The samples of one step, as networks take them.
 *
 * @param size how many there are
 * @param side width and height in pixels
 * @param images size·channels·side·side values in [−1, 1]
 * @param masks size·side·side values, 1 known, 0 hole; length 0 without masks
 * @param labels size·dimension values; length 0 without labels
 * @param references the picture beside each sample: 3·s·s values in [−1, 1], or null for a sample
 *     without; an empty list where no sample has one
 */
public record TrainingBatch(
        int size,
        int side,
        float[] images,
        float[] masks,
        float[] labels,
        List<float[]> references) {
    private static final float HALF_RANGE = 127.5f;

    /** Samples without references. */
    public TrainingBatch(int size, int side, float[] images, float[] masks, float[] labels) {
        this(size, side, images, masks, labels, List.of());
    }

    /** Checks the lengths. */
    public TrainingBatch {
        int plane = side * side;
        if (size < 1 || side < 1 || images.length == 0 || images.length % (size * plane) != 0) {
            throw new IllegalArgumentException(
                    images.length
                            + " values are no batch of "
                            + size
                            + " images of "
                            + side
                            + "×"
                            + side
                            + " pixels.");
        }
        if (masks.length != 0 && masks.length != size * plane) {
            throw new IllegalArgumentException(
                    masks.length
                            + " values are no masks of "
                            + size
                            + " images of "
                            + side
                            + "×"
                            + side
                            + " pixels.");
        }
        if (labels.length % size != 0) {
            throw new IllegalArgumentException(
                    labels.length + " values are no labels of " + size + " images.");
        }
        if (!references.isEmpty() && references.size() != size) {
            throw new IllegalArgumentException(
                    references.size() + " references are not those of " + size + " images.");
        }
        references = Collections.unmodifiableList(new ArrayList<>(references));
    }

    /** The same samples with pictures beside them. */
    public TrainingBatch withReferences(List<float[]> pictures) {
        return new TrainingBatch(size, side, images, masks, labels, pictures);
    }

    /** Samples as networks take them; pixels from 128 on are known. */
    public static TrainingBatch of(SampleBatch samples) {
        byte[] pixels = samples.pixels();
        float[] images = new float[pixels.length];
        for (int i = 0; i < images.length; i++) {
            images[i] = (pixels[i] & 0xff) / HALF_RANGE - 1;
        }
        float[] masks = new float[0];
        if (samples.samples().get(0).mask() != null) {
            byte[] known = samples.masks();
            masks = new float[known.length];
            for (int i = 0; i < masks.length; i++) {
                masks[i] = known[i] < 0 ? 1 : 0; // 128 … 255
            }
        }
        int side = samples.samples().get(0).side();
        return new TrainingBatch(samples.size(), side, images, masks, samples.labels());
    }

    /** Channels of the images. */
    public int channels() {
        return images.length / (size * side * side);
    }

    /** Some of the samples, by index. */
    public TrainingBatch part(int[] indices) {
        return new TrainingBatch(
                indices.length,
                side,
                rows(images, indices),
                rows(masks, indices),
                rows(labels, indices),
                references.isEmpty()
                        ? references
                        : Arrays.stream(indices).mapToObj(references::get).toList());
    }

    private float[] rows(float[] values, int[] indices) {
        int row = values.length / size;
        float[] chosen = new float[row * indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * row, chosen, i * row, row);
        }
        return chosen;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrainingBatch b
                && size == b.size
                && side == b.side
                && Arrays.equals(images, b.images)
                && Arrays.equals(masks, b.masks)
                && Arrays.equals(labels, b.labels)
                && Arrays.deepEquals(references.toArray(), b.references.toArray());
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(images) + Arrays.hashCode(masks);
    }

    @Override
    public String toString() {
        return size + " samples of " + side + "×" + side;
    }
}
