// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Transformer block of MAT (Li et al. 2022): mask-aware attention in (shifted) windows, then fusion
 * by concatenation instead of a residual sum, and no layer norm.
 *
 * <p>Unknown keys get −100 before the softmax; a window that knows anything knows everything
 * afterwards. Queries and keys come from tokens of unit length, values do not.
 *
 * <p>State: buffer {@code attn_mask} (windows, tokens, tokens) in shifted blocks (kept in files,
 * computed here), children {@code attn}, {@code fuse}, {@code mlp.fc1}, {@code mlp.fc2}. (batch,
 * dim, h, w) → the same; h and w are multiples of the window.
 */
public final class WindowBlock extends Module {
    /** Added to scores that must not count; finite, so that a window without keys still works. */
    private static final float BLOCKED = -100;

    private static final double LENGTH_EPSILON = 1e-12;

    private final Variants variants = new Variants();
    private final WindowAttention attention;
    private final FullyConnected fuse;
    private final FullyConnected fc1;
    private final FullyConnected fc2;
    private final int dim;
    private final int heads;
    private final int window;
    private final int shift;

    /**
     * Makes a block.
     *
     * @param dim channels, a multiple of heads
     * @param resolution tokens a side that the network is built for
     * @param window tokens a side of a window; clipped to the resolution
     * @param shifted whether windows are shifted by half; ignored where one window covers all
     * @param mlpRatio hidden channels by channels
     */
    public WindowBlock(
            int dim, int heads, int resolution, int window, boolean shifted, double mlpRatio) {
        if (dim % heads != 0) {
            throw new IllegalArgumentException(
                    dim + " channels cannot be divided among " + heads + " heads");
        }
        this.dim = dim;
        this.heads = heads;
        this.window = Math.min(window, resolution);
        this.shift = shifted && resolution > window ? window / 2 : 0;
        if (resolution % this.window != 0) {
            throw new IllegalArgumentException(
                    "A side of " + resolution + " tokens is no multiple of the window " + window);
        }
        if (shift > 0) {
            int a = resolution / window;
            int l = window * window;
            derived("attn_mask", this::shiftMask, (long) a * a, l, l);
        }
        attention = child("attn", new WindowAttention(dim));
        fuse = child("fuse", new FullyConnected(2 * dim, dim, Activation.LEAKY_RELU));
        int hidden = (int) (dim * mlpRatio);
        Mlp mlp = child("mlp", new Mlp(dim, hidden));
        fc1 = mlp.fc1;
        fc2 = mlp.fc2;
    }

    /** Names the two layers of the block's end. */
    private static final class Mlp extends Module {
        private final FullyConnected fc1;
        private final FullyConnected fc2;

        Mlp(int dim, int hidden) {
            fc1 = child("fc1", new FullyConnected(dim, hidden, Activation.LEAKY_RELU));
            fc2 = child("fc2", new FullyConnected(hidden, dim, Activation.LINEAR));
        }
    }

    /** Values of {@code attn_mask}: −100 between tokens that the shift brought together. */
    private float[] shiftMask(Noise unused, String name, long[] shape) {
        int side = (int) Math.round(Math.sqrt(shape[0]));
        int tokens = (int) shape[1];
        int size = side * window;
        float[] mask = new float[Noise.size(shape)];
        for (int i = 0; i < mask.length; i++) {
            int to = i % tokens;
            int from = i / tokens % tokens;
            int win = i / tokens / tokens;
            int y = win / side * window;
            int x = win % side * window;
            boolean same =
                    region(y + from / window, size) == region(y + to / window, size)
                            && region(x + from % window, size) == region(x + to % window, size);
            mask[i] = same ? 0 : BLOCKED;
        }
        return mask;
    }

    private int region(int position, int size) {
        return position < size - window ? 0 : position < size - shift ? 1 : 2;
    }

    /** Applies the block. */
    public Masked forward(Pass pass, Masked in) {
        boolean masked = in.mask() != null;
        ScriptFunction function = variants.get(pass, masked, () -> function(pass, masked));
        NDArray[] arguments = new NDArray[14 + (masked ? 2 : 1)];
        int i = 0;
        arguments[i++] = in.x();
        if (masked) {
            arguments[i++] = in.mask();
        }
        FullyConnected[] layers = {
            attention.q, attention.k, attention.v, attention.proj, fuse, fc1, fc2
        };
        for (FullyConnected layer : layers) {
            arguments[i++] = layer.weight.array();
            arguments[i++] = layer.bias.array();
        }
        NDList result = function.call(arguments);
        return new Masked(result.get(0), masked ? result.get(1) : null);
    }

    private ScriptFunction function(Pass pass, boolean masked) {
        String parameters = (masked ? "x: Tensor, m: Tensor" : "x: Tensor") + WEIGHTS;
        return ScriptFunction.of(parameters, "List[Tensor]", source(pass, masked));
    }

    private static final String WEIGHTS =
            ", qw: Tensor, qb: Tensor, kw: Tensor, kb: Tensor, vw: Tensor, vb: Tensor"
                    + ", pw: Tensor, pb: Tensor, fw: Tensor, fb: Tensor"
                    + ", gw: Tensor, gb: Tensor, hw: Tensor, hb: Tensor";

    private String source(Pass pass, boolean masked) {
        Precision p = pass.policy().precision();
        int l = window * window;
        int d = dim / heads;
        StringBuilder s = new StringBuilder();
        s.append("b = torch.size(x, 0)\n");
        s.append("r = torch.floordiv(torch.size(x, 2), W)\n");
        s.append("c = torch.floordiv(torch.size(x, 3), W)\n");
        s.append("x = torch.permute(").append(Ops.cast("x", p)).append(", [0, 2, 3, 1])\n");
        s.append("t = ").append(rolled("x", -shift)).append('\n');
        s.append("t = torch.reshape(t, [b, r, W, c, W, C])\n");
        s.append("t = torch.reshape(torch.permute(t, [0, 1, 3, 2, 4, 5]), [-1, L, C])\n");
        s.append("n = torch.to(t, 6)\n");
        s.append("e = ").append(length(p)).append('\n');
        s.append("n = ").append(Ops.cast("torch.div(n, e)", p)).append('\n');
        s.append("q = ").append(heads(linear("n", "qw", "qb", attention.q, 1, p))).append('\n');
        s.append("k = ").append(heads(linear("n", "kw", "kb", attention.k, 1, p))).append('\n');
        s.append("v = ").append(heads(linear("t", "vw", "vb", attention.v, 1, p))).append('\n');
        s.append("a = torch.to(torch.matmul(q, torch.transpose(k, 2, 3)), 6)\n");
        s.append("a = torch.mul(a, ").append(Ops.number(1 / Math.sqrt(d))).append(")\n");
        s.append("a = torch.reshape(a, [b, r * c, H, L, L])\n");
        if (shift > 0) {
            s.append(shiftSource());
            s.append("a = torch.add(a, o)\n");
        }
        if (masked) {
            s.append("m = torch.permute(m, [0, 2, 3, 1])\n");
            s.append("m = ").append(rolled("m", -shift)).append('\n');
            s.append("m = torch.reshape(m, [b, r, W, c, W, 1])\n");
            s.append("m = torch.reshape(torch.permute(m, [0, 1, 3, 2, 4, 5]), [b, r * c, L])\n");
            s.append("u = torch.masked_fill(m, torch.eq(m, 0), ").append(BLOCKED).append(")\n");
            s.append("u = torch.masked_fill(u, torch.eq(m, 1), 0.)\n");
            s.append("a = torch.add(a, torch.reshape(u, [b, r * c, 1, 1, L]))\n");
        }
        s.append("a = torch.reshape(torch.softmax(a, 4), [-1, H, L, L])\n");
        s.append("y = torch.matmul(").append(Ops.cast("a", p)).append(", v)\n");
        s.append("y = torch.reshape(torch.permute(y, [0, 2, 1, 3]), [-1, L, C])\n");
        s.append("y = ").append(linear("y", "pw", "pb", attention.proj, 1, p)).append('\n');
        s.append("y = torch.reshape(y, [b, r, c, W, W, C])\n");
        s.append("y = torch.reshape(torch.permute(y, [0, 1, 3, 2, 4, 5]), [b, r * W, c * W, C])\n");
        s.append("y = torch.cat([x, ").append(rolled("y", shift)).append("], 3)\n");
        double act = Activation.LEAKY_RELU.gain();
        s.append("y = torch.leaky_relu(").append(linear("y", "fw", "fb", fuse, act, p));
        s.append(", 0.2)\n");
        s.append("y = torch.leaky_relu(").append(linear("y", "gw", "gb", fc1, act, p));
        s.append(", 0.2)\n");
        s.append("y = ").append(linear("y", "hw", "hb", fc2, 1, p)).append('\n');
        s.append("y = torch.permute(y, [0, 3, 1, 2])\n");
        if (masked) {
            s.append("m = torch.clamp(torch.sum(m, [2], True), 0., 1.)\n");
            s.append("m = torch.reshape(m, [b, r, c, 1, 1, 1])\n");
            s.append("m = torch.repeat(m, [1, 1, 1, W, W, 1])\n");
            s.append("m = torch.reshape(torch.permute(m, [0, 1, 3, 2, 4, 5]), ");
            s.append("[b, r * W, c * W, 1])\n");
            s.append("m = torch.permute(").append(rolled("m", shift)).append(", [0, 3, 1, 2])\n");
            s.append("return [y, m]");
        } else {
            s.append("return [y]");
        }
        return s.toString()
                .replaceAll("\\bW\\b", Integer.toString(window))
                .replaceAll("\\bL\\b", Integer.toString(l))
                .replaceAll("\\bC\\b", Integer.toString(dim))
                .replaceAll("\\bH\\b", Integer.toString(heads));
    }

    /** Length of the tokens n, never 0. */
    private static String length(Precision p) {
        String length = "torch.norm(n, 2, [2], True)";
        String smallest = Ops.number(LENGTH_EPSILON);
        if (p == Precision.FLOAT16) {
            // a gradient divided by so little leaves float16's range; 0 divided by 1 is 0 as well
            return length + "\ne = torch.masked_fill(e, torch.lt(e, " + smallest + "), 1.)";
        }
        return "torch.clamp_min(" + length + ", " + smallest + ")";
    }

    /** Statements that set o to the shift mask (1, windows, 1, L, L) of the size at hand. */
    private String shiftSource() {
        return regions("i", "r")
                + regions("j", "c")
                + "g = torch.reshape(i, [r, 1, W, 1]) * 3 + torch.reshape(j, [1, c, 1, W])\n"
                + "g = torch.reshape(g, [r * c, L])\n"
                + "o = torch.sub(torch.unsqueeze(g, 1), torch.unsqueeze(g, 2))\n"
                + "o = torch.mul(torch.to(torch.ne(o, 0), 6), "
                + BLOCKED
                + ")\n"
                + "o = torch.reshape(o, [1, r * c, 1, L, L])\n";
    }

    /** Statements that number the three bands of one direction, with {@code count} windows. */
    private String regions(String name, String count) {
        return name
                + " = torch.arange("
                + count
                + " * W, dtype=4, layout=None, "
                + "device=ops.prim.device(x))\n"
                + name
                + " = torch.add(torch.to(torch.ge("
                + name
                + ", "
                + count
                + " * W - W), 4), "
                + "torch.to(torch.ge("
                + name
                + ", "
                + count
                + " * W - "
                + shift
                + "), 4))\n";
    }

    private static String rolled(String x, int by) {
        return by == 0 ? x : "torch.roll(" + x + ", [" + by + ", " + by + "], [1, 2])";
    }

    private String heads(String tokens) {
        return "torch.permute(torch.reshape("
                + tokens
                + ", [-1, L, H, "
                + dim / heads
                + "]), [0, 2, 1, 3])";
    }

    private static String linear(
            String x, String w, String b, FullyConnected layer, double gain, Precision p) {
        String weight =
                Ops.cast("torch.mul(" + w + ", " + Ops.number(layer.weightGain() * gain) + ")", p);
        String bias = Ops.cast(gain == 1 ? b : "torch.mul(" + b + ", " + Ops.number(gain) + ")", p);
        return "torch.linear(" + x + ", " + weight + ", " + bias + ")";
    }
}
