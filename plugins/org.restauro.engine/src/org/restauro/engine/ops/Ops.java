// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Locale;
import java.util.StringJoiner;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;

/**
 * General operations that DJL lacks or that need a memory format or number type DJL cannot name.
 * Images are (batch, channels, height, width).
 *
 * <p>Every result belongs to the manager of the first argument. All operations can be
 * differentiated any number of times.
 */
public final class Ops {
    private Ops() {}

    /** Casts to a number type of the policy; returns a view where nothing changes. */
    public static NDArray cast(NDArray x, Precision precision) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return " + cast("x", precision)).apply(x);
    }

    /** Source text that casts the tensor that an expression names. */
    public static String cast(String expression, Precision precision) {
        return "torch.to(" + expression + ", " + precision.scalarType() + ")";
    }

    /** Puts an image tensor (4 dimensions) into a memory format; a view where nothing changes. */
    public static NDArray inFormat(NDArray x, MemoryFormat format) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return " + inFormat("x", format)).apply(x);
    }

    /** Source text that puts the image tensor that an expression names into a memory format. */
    public static String inFormat(String expression, MemoryFormat format) {
        return "torch.contiguous(" + expression + ", memory_format=" + format.code() + ")";
    }

    /** Values of an array of any floating type and memory format, row-major. */
    public static float[] floats(NDArray x) {
        try (NDArray plain =
                ScriptFunction.of(
                                "x: Tensor",
                                "Tensor",
                                "return torch.contiguous(torch.to(x, 6), memory_format=0)")
                        .apply(x)) {
            return plain.toFloatArray();
        }
    }

    /**
     * Correlation with learned kernels.
     *
     * @param x (batch, in, h, w)
     * @param weight (out, in/groups, k, k)
     * @return (batch, out, (h + 2·padding − k)/stride + 1, …)
     */
    public static NDArray conv2d(NDArray x, NDArray weight, int stride, int padding, int groups) {
        return ScriptFunction.of(
                        "x: Tensor, w: Tensor",
                        "Tensor",
                        "return " + conv("x", "w", "None", stride, padding, groups))
                .apply(x, weight);
    }

    /** Source text of a convolution; {@code bias} names a tensor or is {@code None}. */
    public static String conv(
            String x, String weight, String bias, int stride, int padding, int groups) {
        return String.format(
                Locale.ROOT,
                "torch.conv2d(%s, %s, %s, [%d, %d], [%d, %d], [1, 1], %d)",
                x,
                weight,
                bias,
                stride,
                stride,
                padding,
                padding,
                groups);
    }

    /**
     * Transposed convolution.
     *
     * @param x (batch, in, h, w)
     * @param weight (in, out/groups, k, k)
     * @return (batch, out, (h − 1)·stride − 2·padding + k, …)
     */
    public static NDArray convTranspose2d(
            NDArray x, NDArray weight, int stride, int padding, int groups) {
        return ScriptFunction.of(
                        "x: Tensor, w: Tensor",
                        "Tensor",
                        "return " + convTranspose("x", "w", stride, padding, groups))
                .apply(x, weight);
    }

    /** Source text of a transposed convolution without bias. */
    public static String convTranspose(
            String x, String weight, int stride, int padding, int groups) {
        return String.format(
                Locale.ROOT,
                "torch.conv_transpose2d(%s, %s, None, [%d, %d], [%d, %d], [0, 0], %d, [1, 1])",
                x,
                weight,
                stride,
                stride,
                padding,
                padding,
                groups);
    }

    /**
     * Zero insertion, padding, FIR filter, decimation, on each channel (Karras et al. 2020).
     *
     * @param x (batch, channels, h, w)
     * @param filter (fh, fw), applied as a convolution, i.e. turned by 180 degrees
     * @param padding zeros before and after, in both directions; negative values crop
     * @return (batch, channels, (h·up + before + after − fh)/down + 1, …)
     */
    public static NDArray upfirdn2d(
            NDArray x, NDArray filter, int up, int down, int before, int after, double gain) {
        StringBuilder body = new StringBuilder();
        body.append("b = torch.size(x, 0)\nc = torch.size(x, 1)\nh = torch.size(x, 2)\n");
        body.append("w = torch.size(x, 3)\n");
        if (up > 1) {
            body.append("x = torch.reshape(x, [b, c, h, 1, w, 1])\n");
            body.append("x = torch.constant_pad_nd(x, [0, ").append(up - 1).append(", 0, 0, 0, ");
            body.append(up - 1).append("], 0.)\n");
            body.append("x = torch.reshape(x, [b, c, h * ").append(up).append(", w * ");
            body.append(up).append("])\n");
        }
        body.append("x = torch.constant_pad_nd(x, [").append(before).append(", ").append(after);
        body.append(", ").append(before).append(", ").append(after).append("], 0.)\n");
        body.append("k = torch.mul(torch.flip(f, [0, 1]), ").append(number(gain)).append(")\n");
        body.append("k = torch.to(k, torch.dtype(x))\n");
        body.append("k = torch.repeat(torch.unsqueeze(torch.unsqueeze(k, 0), 0), [c, 1, 1, 1])\n");
        body.append("return torch.conv2d(x, k, None, [").append(down).append(", ").append(down);
        body.append("], [0, 0], [1, 1], c)");
        String source = body.toString().replace("torch.dtype(x)", "ops.prim.dtype(x)");
        return ScriptFunction.of("x: Tensor, f: Tensor", "Tensor", source).apply(x, filter);
    }

    /**
     * {@code act(x + bias)·gain}, with leaky ReLU of slope 0.2 or nothing as activation.
     *
     * @param x (batch, channels, …)
     * @param bias (channels)
     */
    public static NDArray biasAct(NDArray x, NDArray bias, boolean leaky, double gain) {
        int rank = x.getShape().dimension();
        StringJoiner shape = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < rank; i++) {
            shape.add(i == 1 ? "-1" : "1");
        }
        String y = "torch.add(x, torch.reshape(b, " + shape + "))";
        String act = leaky ? "torch.leaky_relu(" + y + ", 0.2)" : y;
        return ScriptFunction.of(
                        "x: Tensor, b: Tensor",
                        "Tensor",
                        "return torch.mul(" + act + ", " + number(gain) + ")")
                .apply(x, bias);
    }

    /** Matrix product x·wᵀ + b over the last axis; w (out, in), b (out). */
    public static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return ScriptFunction.of(
                        "x: Tensor, w: Tensor, b: Tensor", "Tensor", "return torch.linear(x, w, b)")
                .apply(x, weight, bias);
    }

    /**
     * softmax(q·kᵀ/√d + mask)·v; q, k, v (batch, heads, tokens, d), the mask broadcasts to (batch,
     * heads, tokens, tokens). libtorch's fused kernel; differentiable once.
     */
    public static NDArray attention(NDArray q, NDArray k, NDArray v, NDArray mask) {
        return ScriptFunction.of(
                        "q: Tensor, k: Tensor, v: Tensor, m: Tensor",
                        "Tensor",
                        "return torch.scaled_dot_product_attention(q, k, v, m)")
                .apply(q, k, v, mask);
    }

    /** Bilinear resampling to (h, w), pixel centres at half coordinates. */
    public static NDArray resizeBilinear(NDArray x, long h, long w) {
        return ScriptFunction.of(
                        "x: Tensor",
                        "Tensor",
                        "return torch.upsample_bilinear2d(x, [" + h + ", " + w + "], False, None)")
                .apply(x);
    }

    /**
     * The sum of two arrays, in the memory of the first where the pass records no gradients; the
     * first must not be used any more.
     */
    public static NDArray addInto(Pass pass, NDArray x, NDArray y) {
        String add = pass.gradients() ? "torch.add" : "torch.add_";
        try (x) {
            return ScriptFunction.of("x: Tensor, y: Tensor", "Tensor", "return " + add + "(x, y)")
                    .apply(x, y);
        }
    }

    /** Joins arrays along an axis. */
    public static NDArray concat(int axis, NDArray first, NDArray... more) {
        StringJoiner parameters = new StringJoiner(", ");
        StringJoiner names = new StringJoiner(", ");
        NDArray[] all = new NDArray[more.length + 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = i == 0 ? first : more[i - 1];
            parameters.add("x" + i + ": Tensor");
            names.add("x" + i);
        }
        return ScriptFunction.of(
                        parameters.toString(),
                        "Tensor",
                        "return torch.cat([" + names + "], " + axis + ")")
                .apply(all);
    }

    /**
     * A part of the last two axes: rows top … bottom − 1, columns left … right − 1. A second view
     * of the same memory, to be closed on its own.
     */
    public static NDArray window(NDArray x, long top, long bottom, long left, long right) {
        int rank = x.getShape().dimension();
        try (NDArray rows = JniUtils.slice((PtNDArray) x, rank - 2, top, bottom, 1)) {
            return JniUtils.slice((PtNDArray) rows, rank - 1, left, right, 1);
        }
    }

    /** Adds to an array in its own memory; no gradients are recorded. */
    public static void increase(NDArray x, NDArray by) {
        ScriptFunction.of("x: Tensor, y: Tensor", "Tensor", "return torch.add_(x, y)")
                .apply(x, by)
                .close();
    }

    /** Overwrites an array, cast to its number type; no gradients are recorded. */
    public static void overwrite(NDArray x, NDArray values) {
        ScriptFunction.of("x: Tensor, y: Tensor", "Tensor", "return torch.copy_(x, y)")
                .apply(x, values)
                .close();
    }

    /** Cyclic shift of the two image axes of (batch, h, w, channels). */
    public static NDArray roll(NDArray x, int dy, int dx) {
        return ScriptFunction.of(
                        "x: Tensor",
                        "Tensor",
                        "return torch.roll(x, [" + dy + ", " + dx + "], [1, 2])")
                .apply(x);
    }

    /** Eigenvalues of a symmetric matrix, ascending. */
    public static NDArray symmetricEigenvalues(NDArray matrix) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return torch.linalg_eigvalsh(x)")
                .apply(matrix);
    }

    /** Statements, indented by one level more. */
    public static String indent(String statements) {
        return statements.lines().map(l -> "  " + l + "\n").reduce("", String::concat);
    }

    /** A number as TorchScript source; it always reads as a float. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Not a finite number: " + value);
        }
        return Double.toString(value).replace('E', 'e');
    }
}
