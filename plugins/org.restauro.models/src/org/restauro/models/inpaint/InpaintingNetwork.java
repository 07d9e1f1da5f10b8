// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/**
 * A network that fills holes in images, seen as arrays only, so that the code that cuts images into
 * pieces ({@link Inpainter}) needs no tensor and can be tested with a fake.
 *
 * <p>Not safe for use by more threads at once than {@link #calls()}. Whoever created it closes it.
 */
public interface InpaintingNetwork extends AutoCloseable {
    /**
     * The side the network was built for, in pixels, for example 512. Inputs must be multiples of
     * it in both directions.
     */
    int builtSize();

    /** The number of values of one latent vector, for example 512. */
    int latentSize();

    /** With how many samples a call makes full use of the machine. */
    default int atOnce() {
        return 1;
    }

    /** How many calls at the same time keep the machine busy to the end of each. */
    default int calls() {
        return 1;
    }

    /**
     * Fills the holes of a batch.
     *
     * @param images {@code n * 3 * height * width} values in [-1, 1], batch, channel, row, column
     * @param masks {@code n * height * width} values, 1 = known, 0 = hole
     * @param n number of images, at least 1
     * @param height rows of each image, a multiple of {@link #builtSize()}
     * @param width columns of each image, a multiple of {@link #builtSize()}
     * @param sampling latents and seeds for the {@code n} samples
     * @return {@code n * 3 * height * width} values, not clamped, with the known pixels pasted back
     * @throws IllegalArgumentException if a size does not fit
     */
    float[] inpaint(float[] images, float[] masks, int n, int height, int width, Sampling sampling);

    /** Frees the network's memory. Closing twice does nothing. */
    @Override
    void close();
}
