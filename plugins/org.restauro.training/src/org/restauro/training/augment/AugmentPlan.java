// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * What will happen to each sample of a batch: the same for all pictures of a sample.
 *
 * <p>Applied to (batch, pictures · channels + maps, h, w): the geometry moves everything, the rest
 * changes pictures only. Can be differentiated any number of times with respect to pictures. Sample
 * i depends on its own draws alone; a sample that nothing happens to stays as it is.
 */
final class AugmentPlan {
    private static final ScriptFunction COLOUR =
            ScriptFunction.of(
                    "x: Tensor, m: Tensor",
                    "Tensor",
                    String.join(
                            "\n",
                            "n = torch.size(m, 0)",
                            "c = torch.size(m, 2)",
                            "h = torch.size(x, 2)",
                            "w = torch.size(x, 3)",
                            "y = torch.reshape(x, [n, -1, c, h * w])",
                            "y = torch.add(torch.matmul(torch.slice(m, 3, 0, c), y), "
                                    + "torch.slice(m, 3, c, c + 1))",
                            "return torch.reshape(y, [n, -1, h, w])"));

    private static final ScriptFunction FILTER =
            ScriptFunction.of(
                    "x: Tensor, g: Tensor, by: Tensor, bx: Tensor",
                    "Tensor",
                    String.join(
                            "\n",
                            "n = torch.size(x, 0)",
                            "c = torch.size(x, 1)",
                            "h = torch.size(x, 2)",
                            "w = torch.size(x, 3)",
                            "fy = torch.reshape(torch.matmul(g, torch.flatten(by, 1, -1)), "
                                    + "[n, 1, h, h])",
                            "fx = torch.reshape(torch.matmul(g, torch.flatten(bx, 1, -1)), "
                                    + "[n, w, w])",
                            "y = torch.bmm(torch.reshape(x, [n, c * h, w]), "
                                    + "torch.transpose(fx, 1, 2))",
                            "return torch.matmul(fy, torch.reshape(y, [n, c, h, w]))"));

    private static final ScriptFunction NOISE =
            ScriptFunction.of(
                    "x: Tensor, f: Tensor, s: Tensor",
                    "Tensor",
                    String.join(
                            "\n",
                            "n = torch.size(f, 0)",
                            "c = torch.size(f, 2)",
                            "h = torch.size(x, 2)",
                            "w = torch.size(x, 3)",
                            "y = torch.reshape(x, [n, -1, c, h, w])",
                            "y = torch.add(y, torch.mul(f, torch.reshape(s, [n, 1, 1, 1, 1])))",
                            "return torch.reshape(y, [n, -1, h, w])"));

    /** Geometry: where pixels come from. */
    private final Affine[] inverses;

    private final ColourMap[] colours;

    /** Of the four frequency bands, of each sample; null where nothing is filtered. */
    private final double[][] gains;

    /** Of the noise; null where there is none. */
    private final float[] deviations;

    private final float[] field;

    /** Sides and centres of rectangles, relative to the image; null where there are none. */
    private final double[][] cutouts;

    private final int channels;

    AugmentPlan(
            int channels,
            Affine[] inverses,
            ColourMap[] colours,
            double[][] gains,
            float[] deviations,
            float[] field,
            double[][] cutouts) {
        this.channels = channels;
        this.inverses = inverses;
        this.colours = colours;
        this.gains = gains;
        this.deviations = deviations;
        this.field = field;
        this.cutouts = cutouts;
    }

    /** A plan by which nothing happens. */
    static AugmentPlan nothing(int samples, int channels) {
        return new AugmentPlan(
                channels,
                new Affine[samples],
                new ColourMap[samples],
                new double[samples][],
                null,
                null,
                null);
    }

    /** Whether nothing happens to any sample. */
    boolean isNothing() {
        return deviations == null
                && cutouts == null
                && Arrays.stream(inverses).allMatch(Objects::isNull)
                && Arrays.stream(colours).allMatch(Objects::isNull)
                && Arrays.stream(gains).allMatch(Objects::isNull);
    }

    /** A second handle of an array. */
    static NDArray same(NDArray x) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return torch.alias(x)").apply(x);
    }

    /**
     * Does it.
     *
     * @param x pictures, and maps if there are any; stays the caller's
     * @param maps channels behind the pictures that only move: 1 where known, 0 elsewhere
     * @return a new array, float32
     */
    NDArray apply(Pass pass, NDArray x, int maps) {
        NDArray y = geometry(pass, Ops.cast(x, Precision.FLOAT32), maps);
        if (maps == 0) {
            return changes(pass, y);
        }
        long pictures = x.getShape().get(1) - maps;
        String from = "return torch.slice(x, 1, ";
        try (NDArray all = y;
                NDArray moved =
                        ScriptFunction.of("x: Tensor", "Tensor", from + "0, " + pictures + ")")
                                .apply(all);
                NDArray map =
                        ScriptFunction.of(
                                        "x: Tensor",
                                        "Tensor",
                                        from + pictures + ", " + (pictures + maps) + ")")
                                .apply(all);
                NDArray changed = changes(pass, moved)) {
            return ScriptFunction.of(
                            "x: Tensor, m: Tensor", "Tensor", "return torch.cat([x, m], 1)")
                    .apply(changed, map);
        }
    }

    private NDArray changes(Pass pass, NDArray pictures) {
        NDArray y = colour(pass, pictures);
        y = filter(pass, y);
        y = noise(pass, y);
        return cutout(pass, y);
    }

    private NDArray geometry(Pass pass, NDArray x, int maps) {
        Subset moved = new Subset(inverses.length, i -> inverses[i] != null);
        List<Affine> maps2d = Arrays.stream(moved.indices()).mapToObj(i -> inverses[i]).toList();
        return moved.change(
                pass,
                x,
                part -> {
                    if (maps == 0) {
                        return Resampling.warp(pass, part, maps2d);
                    }
                    // beyond the image nothing is missing: holes move, not what is known
                    try (NDArray holes = inverted(part, maps, "x");
                            NDArray y = Resampling.warp(pass, holes, maps2d)) {
                        return inverted(y, maps, "torch.to(torch.gt(x, 0.5), 6)");
                    }
                });
    }

    private static NDArray inverted(NDArray x, int maps, String map) {
        long pictures = x.getShape().get(1) - maps;
        return ScriptFunction.of(
                        "x: Tensor",
                        "Tensor",
                        "p = torch.to(torch.slice(x, 1, 0, "
                                + pictures
                                + "), 6)\nx = torch.slice(x, 1, "
                                + pictures
                                + ", "
                                + (pictures + maps)
                                + ")\nreturn torch.cat([p, torch.rsub("
                                + map
                                + ", 1)], 1)")
                .apply(x);
    }

    private NDArray colour(Pass pass, NDArray x) {
        Subset coloured = new Subset(colours.length, i -> colours[i] != null);
        int size = channels * (channels + 1);
        int[] indices = coloured.indices();
        float[] all = new float[indices.length * size];
        for (int i = 0; i < indices.length; i++) {
            float[] values = colours[indices[i]].values(channels);
            System.arraycopy(values, 0, all, i * size, size);
        }
        return coloured.change(
                pass,
                x,
                part -> {
                    try (NDArray m = pass.array(all, indices.length, 1, channels, channels + 1)) {
                        return COLOUR.apply(part, m);
                    }
                });
    }

    private NDArray filter(Pass pass, NDArray x) {
        Subset filtered = new Subset(gains.length, i -> gains[i] != null);
        if (filtered.isEmpty()) {
            return x;
        }
        int[] indices = filtered.indices();
        double[][] bands = Wavelets.bands();
        float[] all = new float[indices.length * bands.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) gains[indices[i / bands.length]][i % bands.length];
        }
        Shape shape = x.getShape();
        return filtered.change(
                pass,
                x,
                part -> {
                    try (NDArray g = pass.array(all, indices.length, bands.length);
                            NDArray by = filters(bands, (int) shape.get(2)).dense(pass);
                            NDArray bx = filters(bands, (int) shape.get(3)).dense(pass)) {
                        return FILTER.apply(part, g, by, bx);
                    }
                });
    }

    private static BandMatrices filters(double[][] bands, int size) {
        int taps = bands[0].length;
        BandMatrices matrices = new BandMatrices(bands.length, size, size, taps);
        for (int b = 0; b < bands.length; b++) {
            for (int i = 0; i < size; i++) {
                for (int k = 0; k < taps; k++) {
                    int from = BandMatrices.reflected(i + k - taps / 2, size);
                    matrices.add(b, i, from, bands[b][k]);
                }
            }
        }
        return matrices;
    }

    private NDArray noise(Pass pass, NDArray x) {
        if (deviations == null) {
            return x;
        }
        long n = deviations.length;
        Shape s = x.getShape();
        try (x;
                NDArray f = pass.array(field, n, 1, channels, s.get(2), s.get(3));
                NDArray d = pass.array(deviations, n)) {
            return NOISE.apply(x, f, d);
        }
    }

    private NDArray cutout(Pass pass, NDArray x) {
        if (cutouts == null) {
            return x;
        }
        int height = (int) x.getShape().get(2);
        int width = (int) x.getShape().get(3);
        float[] kept = new float[cutouts.length * height * width];
        for (int i = 0; i < kept.length; i++) {
            double[] c = cutouts[i / (height * width)];
            double dx = Math.abs((i % width + 0.5) / width - c[1]);
            double dy = Math.abs((i / width % height + 0.5) / height - c[2]);
            kept[i] = dx >= c[0] / 2 || dy >= c[0] / 2 ? 1 : 0;
        }
        try (x;
                NDArray mask = pass.array(kept, cutouts.length, 1, height, width)) {
            return ScriptFunction.of("x: Tensor, m: Tensor", "Tensor", "return torch.mul(x, m)")
                    .apply(x, mask);
        }
    }
}
