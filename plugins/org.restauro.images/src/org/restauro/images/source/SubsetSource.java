// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ReadOptions;
import org.restauro.images.random.RandomState;

/** Some images of another source, which stays open when this one is closed. */
public final class SubsetSource extends NamedSource {
    private final ImageSource source;
    private final int[] indices;

    private SubsetSource(ImageSource source, int[] indices) {
        super(
                source.description(),
                Arrays.stream(indices).mapToObj(source::name).toList(),
                source.labels().select(indices));
        this.source = source;
        this.indices = indices;
    }

    /**
     * The images at the given places, in that order.
     *
     * @throws IllegalArgumentException if there is no image at one of them
     */
    public static SubsetSource of(ImageSource source, int... indices) {
        for (int index : indices) {
            if (index < 0 || index >= source.size()) {
                throw new IllegalArgumentException(
                        String.format(
                                "%s has the images 0 to %d, not %d.",
                                source.description(), source.size() - 1, index));
            }
        }
        return new SubsetSource(source, indices.clone());
    }

    /**
     * At most {@code count} images, chosen as the data sets of StyleGAN2-ADA and MAT do: the places
     * shuffled by {@code RandomState(seed)}, the first ones taken and sorted.
     *
     * @param count at least 1
     */
    public static ImageSource atMost(ImageSource source, int count, long seed) {
        if (count < 1) {
            throw new IllegalArgumentException("A subset has at least 1 image, not " + count + ".");
        }
        if (count >= source.size()) {
            return source;
        }
        int[] chosen = Arrays.copyOf(new RandomState(seed).permutation(source.size()), count);
        Arrays.sort(chosen);
        return new SubsetSource(source, chosen);
    }

    /** The images at the given places, which are known to be there. */
    static SubsetSource where(ImageSource source, List<Integer> indices) {
        return new SubsetSource(source, indices.stream().mapToInt(i -> i).toArray());
    }

    @Override
    public byte[] bytes(int index) throws IOException {
        return source.bytes(indices[index]);
    }

    @Override
    public PixelImage read(int index, ReadOptions options) throws IOException {
        return source.read(indices[index], options);
    }
}
