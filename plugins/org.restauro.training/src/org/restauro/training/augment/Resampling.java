// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Moves pictures by affine maps: reflect at the edges, double the resolution, sample bilinearly
 * (zeros beyond), halve the resolution (Karras et al. 2020, appendix B).
 *
 * <p>Reflection and doubling are one matrix a direction and sample, so that how far a sample is
 * reflected depends on its own map alone. Sampling gathers four neighbours and weighs them, unlike
 * libtorch's grid sampling, which can be differentiated only once. The gradient of a gather is a
 * sum in an order that is fixed on a CPU only.
 */
final class Resampling {
    private static final double[] FILTER = Wavelets.resampling();

    /** Source pixels around an image that are resampled with it, each side. */
    private static final int BORDER = FILTER.length / 4;

    private static final int UP_TAPS = FILTER.length / 2;

    /** Rows of zeros around the doubled image: one before, two after. */
    private static final int ZEROS = 3;

    /** Most values of doubled images at a time: bounds the memory, and suits caches. */
    private static final long MOST_VALUES = 1 << 22;

    /** How much larger a doubled image that is reflected on all sides is. */
    private static final int LARGER = 4 * 9;

    private static final ScriptFunction WARP =
            ScriptFunction.of(
                    "x: Tensor, a: Tensor, uy: Tensor, ux: Tensor, oy: Tensor, ox: Tensor, "
                            + "dy: Tensor, dx: Tensor",
                    "Tensor",
                    String.join(
                            "\n",
                            "x = torch.to(x, 6)",
                            "n = torch.size(x, 0)",
                            "c = torch.size(x, 1)",
                            "h = torch.size(x, 2)",
                            "w = torch.size(x, 3)",
                            "p = torch.size(uy, 1)",
                            "q = torch.size(ux, 1)",
                            "r = torch.size(oy, 1)",
                            "s = torch.size(ox, 2)",
                            "t = torch.bmm(torch.reshape(x, [n, c * h, w]), "
                                    + "torch.transpose(ux, 1, 2))",
                            "t = torch.matmul(torch.unsqueeze(uy, 1), "
                                    + "torch.reshape(t, [n, c, h, q]))",
                            "a = torch.reshape(a, [6, n, 1, 1])",
                            "px = torch.add(torch.add(torch.mul(ox, torch.select(a, 0, 0)), "
                                    + "torch.mul(oy, torch.select(a, 0, 1))), "
                                    + "torch.select(a, 0, 2))",
                            "py = torch.add(torch.add(torch.mul(ox, torch.select(a, 0, 3)), "
                                    + "torch.mul(oy, torch.select(a, 0, 4))), "
                                    + "torch.select(a, 0, 5))",
                            "px = torch.clamp(px, 0, q - 2)",
                            "py = torch.clamp(py, 0, p - 2)",
                            "x0 = torch.floor(px)",
                            "y0 = torch.floor(py)",
                            "fx = torch.sub(px, x0)",
                            "fy = torch.sub(py, y0)",
                            "gx = torch.rsub(fx, 1)",
                            "gy = torch.rsub(fy, 1)",
                            "k = torch.stack([torch.mul(gy, gx), torch.mul(gy, fx), "
                                    + "torch.mul(fy, gx), torch.mul(fy, fx)], 1)",
                            "i = torch.add(torch.mul(torch.to(y0, 4), q), torch.to(x0, 4))",
                            "j = torch.stack([i, torch.add(i, 1), torch.add(i, q), "
                                    + "torch.add(i, q + 1)], 1)",
                            "m = r * s",
                            "j = torch.expand(torch.reshape(j, [n, 1, 4 * m]), [n, c, 4 * m])",
                            "v = torch.gather(torch.reshape(t, [n, c, p * q]), 2, j)",
                            "v = torch.mul(torch.reshape(v, [n, c, 4, m]), "
                                    + "torch.reshape(k, [n, 1, 4, m]))",
                            "v = torch.reshape(torch.sum(v, [2]), [n, c * r, s])",
                            "v = torch.matmul(v, torch.transpose(dx, 1, 2))",
                            "return torch.matmul(torch.unsqueeze(dy, 1), "
                                    + "torch.reshape(v, [n, c, r, w]))"));

    private Resampling() {}

    /** Reflected pixels before and after a line of pixels. */
    private record Margin(int before, int after) {
        /** Reaches all that is sampled, and the border; never further than reflection goes. */
        static Margin reaching(double low, double high, int size) {
            return new Margin(pixels(-low, size), pixels(high, size));
        }

        private static int pixels(double reach, int size) {
            double beyond = reach + 2 * BORDER - (size - 1) / 2.0;
            return (int) Math.ceil(Math.min(Math.max(beyond, 0), size - 1));
        }

        int around(int size) {
            return before + size + after;
        }
    }

    /**
     * Moves each picture.
     *
     * @param x (batch, channels, h, w)
     * @param inverses where the pixels of each result come from
     * @return of the shape of x, float32
     */
    static NDArray warp(Pass pass, NDArray x, List<Affine> inverses) {
        Shape s = x.getShape();
        long largest = s.get(1) * s.get(2) * s.get(3) * LARGER;
        int together = (int) Math.max(1, MOST_VALUES / largest);
        int n = inverses.size();
        if (n <= together) {
            return warpTogether(pass, x, inverses);
        }
        List<NDArray> parts = new ArrayList<>();
        try {
            for (int from = 0; from < n; from += together) {
                int to = Math.min(n, from + together);
                try (NDArray part = samples(x, from, to)) {
                    parts.add(warpTogether(pass, part, inverses.subList(from, to)));
                }
            }
            NDArray[] others = parts.subList(1, parts.size()).toArray(NDArray[]::new);
            return Ops.concat(0, parts.get(0), others);
        } finally {
            parts.forEach(NDArray::close);
        }
    }

    private static NDArray samples(NDArray x, int from, int to) {
        return ScriptFunction.of(
                        "x: Tensor", "Tensor", "return torch.slice(x, 0, " + from + ", " + to + ")")
                .apply(x);
    }

    private static NDArray warpTogether(Pass pass, NDArray x, List<Affine> inverses) {
        int height = (int) x.getShape().get(2);
        int width = (int) x.getShape().get(3);
        int n = inverses.size();
        Margin[] across = new Margin[n];
        Margin[] down = new Margin[n];
        for (int i = 0; i < n; i++) {
            across[i] = margin(inverses.get(i), width, height, true);
            down[i] = margin(inverses.get(i), width, height, false);
        }
        int rows = 2 * (height + 2 * BORDER);
        int columns = 2 * (width + 2 * BORDER);
        float[] maps = new float[6 * n];
        for (int i = 0; i < n; i++) {
            double[] map = map(inverses.get(i), across[i], down[i], width, height);
            for (int k = 0; k < 6; k++) {
                maps[k * n + i] = (float) map[k];
            }
        }
        try (NDArray a = pass.array(maps, 6, n);
                NDArray uy = doubling(down, height).dense(pass);
                NDArray ux = doubling(across, width).dense(pass);
                NDArray oy = pass.array(steps(rows), 1, rows, 1);
                NDArray ox = pass.array(steps(columns), 1, 1, columns);
                NDArray dy = halving(height).dense(pass);
                NDArray dx = halving(width).dense(pass)) {
            return WARP.apply(x, a, uy, ux, oy, ox, dy, dx);
        }
    }

    private static Margin margin(Affine inverse, int width, int height, boolean across) {
        double x = (width - 1) / 2.0;
        double y = (height - 1) / 2.0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int corner = 0; corner < 4; corner++) {
            double cx = corner % 2 == 0 ? -x : x;
            double cy = corner < 2 ? -y : y;
            double reached = across ? inverse.x(cx, cy) : inverse.y(cx, cy);
            low = Math.min(low, reached);
            high = Math.max(high, reached);
        }
        return Margin.reaching(low, high, across ? width : height);
    }

    /**
     * From the column and row of a sampled pixel, counted from the middle, to those of the doubled
     * image, counted from its first row of zeros.
     */
    private static double[] map(Affine i, Margin across, Margin down, int width, int height) {
        // the doubled lattice lies half a doubled pixel off the middle
        double x = i.a() / 2 + i.b() / 2 + 2 * i.c() - 0.5;
        double y = i.d() / 2 + i.e() / 2 + 2 * i.f() - 0.5;
        // the middle of the reflected image, and the row of zeros before it
        x += across.before() - across.after() + across.around(width) - 0.5 + 1;
        y += down.before() - down.after() + down.around(height) - 0.5 + 1;
        return new double[] {i.a(), i.b(), x, i.d(), i.e(), y};
    }

    private static float[] steps(int count) {
        float[] steps = new float[count];
        for (int i = 0; i < count; i++) {
            steps[i] = i - (count - 1) / 2f;
        }
        return steps;
    }

    private static BandMatrices doubling(Margin[] margins, int size) {
        int longest = 0;
        for (Margin margin : margins) {
            longest = Math.max(longest, margin.around(size));
        }
        BandMatrices matrices =
                new BandMatrices(margins.length, 2 * longest + ZEROS, size, UP_TAPS);
        for (int n = 0; n < margins.length; n++) {
            int padded = margins[n].around(size);
            for (int i = 0; i < 2 * padded; i++) {
                int last = (i + UP_TAPS - 1) / 2;
                for (int j = Math.max(0, last - UP_TAPS + 1);
                        j <= Math.min(last, padded - 1);
                        j++) {
                    int from = BandMatrices.reflected(j - margins[n].before(), size);
                    matrices.add(n, i + 1, from, 2 * FILTER[UP_TAPS - 1 + i - 2 * j]);
                }
            }
        }
        return matrices;
    }

    private static BandMatrices halving(int size) {
        BandMatrices matrices = new BandMatrices(1, size, 2 * (size + 2 * BORDER), FILTER.length);
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < FILTER.length; k++) {
                matrices.add(0, i, 2 * i + 1 + k, FILTER[k]);
            }
        }
        return matrices;
    }
}
