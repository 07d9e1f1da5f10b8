// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import org.restauro.engine.Pass;
import org.restauro.engine.Precision;

/**
 * TorchScript text of the FIR filter of 4 × 4 values that StyleGAN2 resamples by, on each channel.
 *
 * <p>As a depthwise convolution; or, where gradients are recorded on the CPU and maps are small, as
 * two products with banded matrices, one along each axis. Those take about the same time, but their
 * second derivatives are products as well, while PyTorch differentiates a depthwise convolution
 * twice by one small convolution for each channel, which costs more than the layer itself.
 */
public final class FirSource {
    // Longest side of maps; the products grow with its cube.
    private static final int SIDE = 80;

    // Fewest channels: fewer make the products too small.
    private static final int CHANNELS = 64;

    private FirSource() {}

    /** Statement that sets g (channels, 1, 4, 4), the filter f as a depthwise kernel. */
    public static String kernel(int channels, double gain, Precision precision) {
        return "g = torch.reshape("
                + turned(gain)
                + ", [1, 1, 4, 4])\n"
                + "g = "
                + Ops.cast("torch.repeat(g, [" + channels + ", 1, 1, 1])", precision)
                + "\n";
    }

    /**
     * Statements that filter a map.
     *
     * @param map names the map (batch, channels, h, w), which is replaced by (batch, channels, (h +
     *     2·padding − 4)/stride + 1, …)
     * @param gain factor of the filter f
     * @param bias names a tensor of {@code channels} values or is {@code None}
     */
    public static String filter(
            Pass pass,
            String map,
            int channels,
            double gain,
            int stride,
            int padding,
            String bias) {
        String depthwise =
                kernel(channels, gain, pass.policy().precision())
                        + map
                        + " = "
                        + Ops.conv(map, "g", bias, stride, padding, channels)
                        + "\n";
        boolean suits =
                pass.gradients()
                        && channels >= CHANNELS
                        && pass.policy().device().isCpu()
                        && pass.policy().precision() == Precision.FLOAT32;
        if (!suits) {
            return depthwise;
        }
        // a filter of rank one is the product of its sums along both axes over the sum of all
        return "g = "
                + turned(gain)
                + "\ndown = torch.sum(g, [1])\n"
                + "across = torch.div(torch.sum(g, [0]), torch.sum(g))\n"
                + "product = torch.mul(torch.unsqueeze(down, 1), torch.unsqueeze(across, 0))\n"
                + "banded = torch.allclose(product, g, 1e-06, 0.)\n"
                + "if torch.size("
                + map
                + ", 2) > "
                + SIDE
                + ":\n"
                + "  banded = False\n"
                + "if torch.size("
                + map
                + ", 3) > "
                + SIDE
                + ":\n"
                + "  banded = False\n"
                + "if banded:\n"
                + Ops.indent(banded(map, channels, stride, padding, bias))
                + "else:\n"
                + Ops.indent(depthwise);
    }

    private static String banded(String map, int channels, int stride, int padding, String bias) {
        return "high = torch.size("
                + map
                + ", 2)\nwide = torch.size("
                + map
                + ", 3)\n"
                + "maps = torch.permute("
                + map
                + ", [0, 2, 3, 1])\n"
                + band("down", "high", stride, padding)
                + "maps = torch.reshape(maps, [torch.size(maps, 0), high, -1])\n"
                + "maps = torch.matmul(band, maps)\n"
                + band("across", "wide", stride, padding)
                + "maps = torch.reshape(maps, [torch.size(maps, 0), torch.size(maps, 1), wide, "
                + channels
                + "])\n"
                + "maps = torch.matmul(band, maps)\n"
                + map
                + " = torch.permute(maps, [0, 3, 1, 2])\n"
                + ("None".equals(bias)
                        ? ""
                        : map
                                + " = torch.add("
                                + map
                                + ", torch.reshape("
                                + bias
                                + ", [1, -1, 1, 1]))\n");
    }

    /** Statements that set band (results, side): what a filter of 4 values does along one axis. */
    private static String band(String values, String side, int stride, int padding) {
        return "band = torch.reshape(torch.eye("
                + side
                + ", dtype=6), ["
                + side
                + ", 1, -1])\n"
                + "band = torch.conv1d(band, torch.reshape("
                + values
                + ", [1, 1, 4]), None, ["
                + stride
                + "], ["
                + padding
                + "], [1], 1)\n"
                + "band = torch.transpose(torch.squeeze(band, 1), 0, 1)\n";
    }

    private static String turned(double gain) {
        return "torch.mul(torch.flip(torch.reshape(f, [4, 4]), [0, 1]), " + Ops.number(gain) + ")";
    }
}
