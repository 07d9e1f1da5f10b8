// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import java.util.Locale;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Precision;

/**
 * 3×3 convolutions of stride 1 by minimal filtering (Lavin and Gray 2016, "Fast algorithms for
 * convolutional neural networks", F(2×2, 3×3)): tiles of 4 × 4 pixels and kernels are transformed,
 * multiplied as 16 matrix products, and turned back into tiles of 2 × 2 results, which takes 16
 * products where 36 were. Gradients of any order are matrix products as well, so that they gain
 * more than the forward does.
 *
 * <p>Pays for wide layers on the CPU in float32 alone: the transforms cost the same for any number
 * of channels, and other kernels are better for other types. Results differ from those of {@link
 * Ops#conv} by rounding, some 3·10⁻⁶ of the largest value.
 */
public final class Winograd {
    /** System property; {@code false} computes every convolution directly, to compare. */
    public static final String PROPERTY = "restauro.winograd";

    // Fewest channels on either side and fewest tiles of a batch: below, transforms of maps or of
    // kernels cost more than is gained.
    private static final int CHANNELS = 384;
    private static final int TILES = 512;

    // The kernels' transform along one axis.
    private static final double[][] G = {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}};

    private Winograd() {}

    /**
     * Source text that sets y to the convolution of x with k, padded by half the kernel.
     *
     * @param kernel size of the kernel
     * @param in channels of x
     * @param out channels of y
     * @param bias names a tensor of {@code out} values or is {@code None}
     */
    public static String conv(ComputePolicy policy, int kernel, int in, int out, String bias) {
        String direct = "y = " + Ops.conv("x", "k", bias, 1, kernel / 2, 1) + "\n";
        if (kernel != 3 || !suits(policy, in, out)) {
            return direct;
        }
        return "if torch.size(x, 0) * torch.size(x, 2) * torch.size(x, 3) >= "
                + 4 * TILES
                + ":\n"
                + Ops.indent(tiled(in, out, bias))
                + "else:\n"
                + Ops.indent(direct);
    }

    private static boolean suits(ComputePolicy policy, int in, int out) {
        return policy.device().isCpu()
                && policy.precision() == Precision.FLOAT32
                && policy.format() == MemoryFormat.CHANNELS_LAST
                && Math.min(in, out) >= CHANNELS
                && !"false".equals(System.getProperty(PROPERTY));
    }

    /** Source text that sets y to the convolution of x with k, of any size, in this way. */
    static String tiled(int in, int out, String bias) {
        StringBuilder s = new StringBuilder();
        line(s, "tiles_down = (torch.size(x, 2) + 1) // 2");
        line(s, "tiles_across = (torch.size(x, 3) + 1) // 2");
        kernels(s, in, out);
        line(s, "batch = torch.size(x, 0)");
        line(s, "height = torch.size(x, 2)");
        line(s, "width = torch.size(x, 3)");
        // (batch, tiles + 1, 2, tiles + 1, 2, in): even and odd rows and columns of the padded map
        line(s, "right = 2 * tiles_across - width + 1");
        line(s, "below = 2 * tiles_down - height + 1");
        line(s, "maps = torch.permute(x, [0, 2, 3, 1])");
        line(s, "maps = torch.constant_pad_nd(maps, [0, 0, 1, right, 1, below], 0.)");
        String pairs = "[batch, tiles_down + 1, 2, tiles_across + 1, 2, %d]";
        line(s, "maps = torch.reshape(maps, " + pairs + ")", in);
        transform(s, "row", "maps", 2, 1, "tiles_down");
        for (int i = 0; i < 4; i++) {
            transform(s, "d" + i, "row" + i, 3, 2, "tiles_across");
            for (int j = 0; j < 4; j++) {
                String tiles = "torch.reshape(d" + i + j + ", [-1, " + in + "])";
                line(s, "m%d%d = torch.mm(%s, us[%d])", i, j, tiles, 4 * i + j);
            }
            back(s, "a" + i, "m" + i);
        }
        for (int j = 0; j < 2; j++) {
            for (int i = 0; i < 4; i++) {
                line(s, "b%d = a%d%d", i, i, j);
            }
            back(s, "y" + j, "b");
        }
        String tiles = "[batch, tiles_down, tiles_across, " + out + "]";
        for (int i = 0; i < 2; i++) {
            line(s, "left = torch.reshape(y0%d, " + tiles + ")", i);
            line(s, "beside = torch.reshape(y1%d, " + tiles + ")", i);
            line(s, "line%d = torch.stack([left, beside], 3)", i);
        }
        line(s, "y = torch.stack([line0, line1], 2)");
        line(s, "y = torch.reshape(y, [batch, 2 * tiles_down, 2 * tiles_across, %d])", out);
        line(s, "y = torch.slice(torch.slice(y, 1, 0, height), 2, 0, width)");
        line(s, "y = torch.permute(y, [0, 3, 1, 2])");
        if (!"None".equals(bias)) {
            line(s, "y = torch.add(y, torch.reshape(%s, [1, -1, 1, 1]))", bias);
        }
        return s.toString();
    }

    /**
     * d₀ − d₂, d₁ + d₂, d₂ − d₁, d₁ − d₃ of the four pixels of each tile along one axis; pairs of
     * pixels lie along axis {@code pair}, the tiles' numbers along {@code axis}.
     */
    private static void transform(
            StringBuilder s, String to, String from, int pair, int axis, String tiles) {
        line(s, "pairs = torch.unbind(%s, %d)", from, pair);
        line(s, "d0 = torch.split_with_sizes(pairs[0], [%s, 1], %d)[0]", tiles, axis);
        line(s, "d1 = torch.split_with_sizes(pairs[1], [%s, 1], %d)[0]", tiles, axis);
        line(s, "d2 = torch.split_with_sizes(pairs[0], [1, %s], %d)[1]", tiles, axis);
        line(s, "d3 = torch.split_with_sizes(pairs[1], [1, %s], %d)[1]", tiles, axis);
        line(s, "%s0 = torch.sub(d0, d2)", to);
        line(s, "%s1 = torch.add(d1, d2)", to);
        line(s, "%s2 = torch.sub(d2, d1)", to);
        line(s, "%s3 = torch.sub(d1, d3)", to);
    }

    /** m₀ + m₁ + m₂ and m₁ − m₂ − m₃. */
    private static void back(StringBuilder s, String to, String from) {
        line(s, "%s0 = torch.add(%s0, torch.add(%s1, %s2))", to, from, from, from);
        line(s, "%s1 = torch.sub(torch.sub(%s1, %s2), %s3)", to, from, from, from);
    }

    /** Sets us, 16 of (in, out): the transformed kernels. */
    private static void kernels(StringBuilder s, int in, int out) {
        StringBuilder numbers = new StringBuilder();
        for (int row = 0; row < 16; row++) {
            for (int column = 0; column < 9; column++) {
                numbers.append(numbers.length() == 0 ? "" : ", ");
                numbers.append(G[row / 4][column / 3] * G[row % 4][column % 3]);
            }
        }
        line(s, "gg = torch.tensor([%s], dtype=6)", numbers);
        line(s, "gg = torch.reshape(gg, [16, 9])");
        line(s, "u = torch.reshape(torch.permute(k, [2, 3, 1, 0]), [9, %d])", in * out);
        line(s, "us = torch.unbind(torch.reshape(torch.mm(gg, u), [16, %d, %d]), 0)", in, out);
    }

    private static void line(StringBuilder s, String format, Object... arguments) {
        s.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
