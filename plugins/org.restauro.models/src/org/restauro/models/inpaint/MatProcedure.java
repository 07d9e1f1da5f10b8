// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.random.RandomState;

/**
 * MAT's own way of running its generator ({@code generate_image.py} of <a
 * href="https://arxiv.org/abs/2203.15270">Li et al., 2022</a>), for comparison with published
 * results: latents from NumPy's stream of seed 240, one draw an image in sorted order; masks as
 * they are, not binarised; the stored noise only for the 512 network at 512 x 512; three channels
 * of 8 bits out, rounded halves to even and then clamped.
 *
 * <p>What cannot be repeated: the network's own random draws (mixing maps, random noise) came from
 * PyTorch's generator and come from this project's seeded source here. EXIF orientation, which the
 * script ignores, is applied by the image reader as everywhere in this project.
 */
public final class MatProcedure {
    /** The script's seed. */
    public static final long SEED = 240;

    private static final int SIZE_WITH_STORED_NOISE = 512;

    private final InpaintingNetwork network;
    private final float truncationPsi;
    private final RandomState latents = new RandomState(SEED);
    private long index;

    /**
     * A fresh run.
     *
     * @param network stays the caller's, who closes it
     * @param truncationPsi the script's {@code --trunc}, 1 by default
     */
    public MatProcedure(InpaintingNetwork network, float truncationPsi) {
        this.network = network;
        this.truncationPsi = truncationPsi;
    }

    /**
     * The next image. Its latent is drawn even if the image is refused, so that the images after it
     * get theirs.
     *
     * @param image sides are multiples of the network's built size; grey becomes three channels,
     *     alpha is dropped
     * @param mask of the same size, 255 known, 0 hole, values between as they are
     * @return three channels of 8 bits
     * @throws IllegalArgumentException if a size does not fit
     */
    public PixelImage next(PixelImage image, Mask mask) {
        float[] z = draw();
        long seed = Seeds.mix(SEED, index++);
        int width = image.width();
        int height = image.height();
        int built = network.builtSize();
        if (width % built != 0 || height % built != 0) {
            throw new IllegalArgumentException(
                    String.format(
                            "MAT's own procedure takes images whose sides are multiples of %d, not"
                                    + " %d x %d; scale the image first or choose another policy.",
                            built, width, height));
        }
        if (mask.width() != width || mask.height() != height) {
            throw new IllegalArgumentException(
                    String.format(
                            "The mask has %d x %d pixels but its image has %d x %d; MAT's own"
                                    + " procedure needs both of one size.",
                            mask.width(), mask.height(), width, height));
        }
        boolean stored =
                built == SIZE_WITH_STORED_NOISE
                        && width == SIZE_WITH_STORED_NOISE
                        && height == SIZE_WITH_STORED_NOISE;
        Sampling sampling =
                new Sampling(
                        z,
                        truncationPsi,
                        stored ? NoiseMode.CONST : NoiseMode.RANDOM,
                        new long[] {seed});
        float[] painted =
                network.inpaint(planes(image.toRgb8()), values(mask), 1, height, width, sampling);
        return rounded(painted, width, height);
    }

    /** Leaves out an image that cannot be read; its latent is drawn all the same. */
    public void skip() {
        draw();
        index++;
    }

    private float[] draw() {
        float[] z = new float[network.latentSize()];
        for (int i = 0; i < z.length; i++) {
            z[i] = (float) latents.randn();
        }
        return z;
    }

    private static float[] planes(PixelImage rgb) {
        byte[] bytes = rgb.bytes8();
        int plane = bytes.length / 3;
        float[] planes = new float[bytes.length];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                planes[c * plane + i] = (bytes[3 * i + c] & 0xFF) / 127.5f - 1;
            }
        }
        return planes;
    }

    private static float[] values(Mask mask) {
        byte[] bytes = mask.values();
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (bytes[i] & 0xFF) / 255f;
        }
        return values;
    }

    private static PixelImage rounded(float[] planes, int width, int height) {
        int plane = width * height;
        byte[] bytes = new byte[3 * plane];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                double value = Math.rint(planes[c * plane + i] * 127.5f + 127.5f);
                bytes[3 * i + c] = (byte) (int) Math.max(0, Math.min(255, value));
            }
        }
        return PixelImage.of8(width, height, 3, bytes);
    }

    /**
     * The files the script would take from a folder: {@code *.png} and {@code *.jpg} (lower case),
     * in the order of their names as plain strings. Images and masks belong together by position.
     */
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = new ArrayList<>(entries.filter(MatProcedure::taken).toList());
            // Code points, as Python compares strings; UTF-16 differs beyond the basic plane.
            files.sort(
                    Comparator.comparing(
                            file -> file.getFileName().toString().codePoints().toArray(),
                            java.util.Arrays::compare));
            return files;
        }
    }

    private static boolean taken(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".png") || name.endsWith(".jpg");
    }

    /** The name of the file the script would write for an image. */
    public static String outputName(Path image) {
        return image.getFileName().toString().replace(".jpg", ".png");
    }
}
