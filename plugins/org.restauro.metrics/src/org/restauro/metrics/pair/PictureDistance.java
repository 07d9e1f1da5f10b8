// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.pair;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.metrics.distribution.PathLength;
import org.restauro.metrics.distribution.RawPicture;
import org.restauro.models.perceptual.Lpips;

/**
 * LPIPS of two pictures: pixels become x/127.5 − 1, as in MAT's evaluation. Belongs to one thread.
 */
public final class PictureDistance implements PathLength.Distance, AutoCloseable {
    private final Lpips lpips;
    private final ComputePolicy policy;

    /**
     * @param lpips closed with this
     * @param policy the one it was loaded with
     */
    public PictureDistance(Lpips lpips, ComputePolicy policy) {
        this.lpips = lpips;
        this.policy = policy;
    }

    /**
     * What was found.
     *
     * @param total the distance of the whole pictures
     * @param layers its parts by tap; they add up to it
     * @param inHoles mean of the map within the holes, or NaN where no mask was given. Features see
     *     beyond a hole's border, so differences near it count as well
     */
    public record Value(double total, double[] layers, double inHoles) {}

    @Override
    public double[] between(List<PathLength.Pair> pairs) {
        RawPicture one = pairs.get(0).first();
        int smallest = lpips.kind().smallest();
        if (Math.min(one.width(), one.height()) < smallest) {
            throw new IllegalArgumentException(tooSmall(one.width(), one.height()));
        }
        try (Pass pass = Pass.inference(policy, Noise.seeded(0));
                NDArray a = array(pass, pairs.stream().map(PathLength.Pair::first).toList());
                NDArray b = array(pass, pairs.stream().map(PathLength.Pair::second).toList());
                NDArray distances = lpips.forward(pass, a, b)) {
            float[] values = Ops.floats(distances);
            double[] result = new double[values.length];
            Arrays.setAll(result, i -> values[i]);
            return result;
        }
    }

    private static NDArray array(Pass pass, List<RawPicture> pictures) {
        RawPicture one = pictures.get(0);
        int size = 3 * one.height() * one.width();
        float[] all = new float[pictures.size() * size];
        for (int i = 0; i < pictures.size(); i++) {
            System.arraycopy(pictures.get(i).colours(), 0, all, i * size, size);
        }
        return pass.array(all, pictures.size(), 3, one.height(), one.width());
    }

    /**
     * The distance of two pictures.
     *
     * @param mask whose holes are looked at on their own, or null
     * @throws ImageException if the sizes differ, the pictures are too small, or the mask has no
     *     hole
     */
    public Value of(PixelImage a, PixelImage b, Mask mask) throws ImageException {
        check(a, b, mask);
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            List<NDArray> maps = lpips.maps(pass, array(pass, a), array(pass, b));
            double[] parts = new double[maps.size()];
            double sum = 0;
            for (int i = 0; i < parts.length; i++) {
                parts[i] = mean(Ops.floats(maps.get(i)), null);
                sum += parts[i];
            }
            double inHoles =
                    mask == null
                            ? Double.NaN
                            : mean(enlarged(maps, a.width(), a.height()), mask.values());
            return new Value(sum, parts, inHoles);
        }
    }

    /**
     * Where the pictures differ.
     *
     * @return width · height values, row by row
     */
    public float[] map(PixelImage a, PixelImage b) throws ImageException {
        check(a, b, null);
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            return enlarged(
                    lpips.maps(pass, array(pass, a), array(pass, b)), a.width(), a.height());
        }
    }

    private static float[] enlarged(List<NDArray> maps, int w, int h) {
        float[] sum = new float[w * h];
        for (NDArray map : maps) {
            float[] part = Ops.floats(Ops.resizeBilinear(map, h, w));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += part[i];
            }
        }
        return sum;
    }

    private static double mean(float[] values, byte[] known) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < values.length; i++) {
            if (known == null || (known[i] & 0xFF) < Mask.THRESHOLD) {
                sum += values[i];
                count++;
            }
        }
        return sum / count;
    }

    private void check(PixelImage a, PixelImage b, Mask mask) throws ImageException {
        if (mask != null) {
            mask.fittedTo(a, false);
            if (!mask.hasHole()) {
                throw new ImageException(
                        "The mask has no hole, so there is nothing to compare within holes;"
                                + " compare whole images instead.");
            }
        }
        int smallest = lpips.kind().smallest();
        if (a.width() != b.width() || a.height() != b.height()) {
            throw new ImageException(
                    String.format(
                            "Images of %d x %d and %d x %d pixels cannot be compared; two of the"
                                    + " same size can.",
                            a.width(), a.height(), b.width(), b.height()));
        }
        if (Math.min(a.width(), a.height()) < smallest) {
            throw new ImageException(tooSmall(a.width(), a.height()));
        }
    }

    private String tooSmall(int width, int height) {
        int smallest = lpips.kind().smallest();
        return String.format(
                "Images of %d x %d pixels are too small for LPIPS by %s, which needs %d x %d.",
                width, height, lpips.kind(), smallest, smallest);
    }

    private static NDArray array(Pass pass, PixelImage image) {
        byte[] bytes = image.toRgb8().bytes8();
        int pixels = bytes.length / 3;
        float[] values = new float[bytes.length];
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < 3; c++) {
                values[c * pixels + i] = (bytes[3 * i + c] & 0xFF) / 127.5f - 1;
            }
        }
        return pass.array(values, 1, 3, image.height(), image.width());
    }

    @Override
    public void close() {
        lpips.close();
    }
}
