// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Adds to features what they find in the references by attention: each position of the features
 * asks, each token of a reference answers, and the answer is added times a learned {@code gate}
 * that begins at 0, so that an untrained fusion changes nothing. Samples without a reference keep
 * their features bit for bit.
 *
 * <p>Products in the policy's precision; normalisation, softmax and gate in float32.
 */
abstract class Fusion extends Module {
    private static final double WIDEST = 2;
    private static final double NARROWEST = 0.5;

    private final Map<List<Object>, ScriptFunction> functions = new ConcurrentHashMap<>();
    private final Parameter gate = parameter("gate", Initial.constant(0));
    private final int channels;
    private final int inner;
    private final int heads;
    private int grid;

    /**
     * Makes the common part.
     *
     * @param channels of the features
     * @param inner values of a question, a multiple of heads
     */
    Fusion(int channels, int inner, int heads) {
        this.channels = channels;
        this.inner = inner;
        this.heads = heads;
    }

    /** Makes heads prefer tokens near the place that asks; called before the first use. */
    final void align(int tokensASide) {
        grid = tokensASide;
    }

    /** Layers in the order of {@link #prefixes}. */
    abstract List<Weights> layers();

    /** Names of the layers in the text: weight {@code <prefix>w}, bias {@code <prefix>b}. */
    abstract String[] prefixes();

    /**
     * Statements that make q (b, n, inner), k and v (b, m, inner) of t (b, n, channels) and r (b,
     * m, token size).
     */
    abstract String questions(Precision p);

    /** Text of the answers for y (b, n, inner): (b, n, channels). */
    abstract String answers(Precision p);

    /** Fuses: x (batch, channels, h, w) → the same; x stays open. */
    NDArray fuse(Pass pass, NDArray x, Guidance guidance) {
        List<NDArray> inputs =
                List.of(x, guidance.tokens(), guidance.blocked(), guidance.present());
        return pass.segment(1, inputs, (p, in) -> List.of(call(p, true, in))).get(0);
    }

    /** Where positions look, the mean over the heads: (batch, h·w, tokens); rows sum to 1. */
    NDArray attention(Pass pass, NDArray x, Guidance guidance) {
        return call(pass, false, List.of(x, guidance.tokens(), guidance.blocked()));
    }

    private NDArray call(Pass pass, boolean fuse, List<NDArray> inputs) {
        var policy = pass.policy();
        ScriptFunction function =
                functions.computeIfAbsent(
                        List.of(policy.precision(), policy.format(), fuse),
                        key -> function(pass, fuse));
        List<NDArray> arguments = new ArrayList<>(inputs);
        if (fuse) {
            arguments.add(gate.array());
        }
        for (Weights layer : layers()) {
            arguments.add(layer.weight.array());
            arguments.add(layer.bias.array());
        }
        return function.apply(arguments.toArray(NDArray[]::new));
    }

    private ScriptFunction function(Pass pass, boolean fuse) {
        Precision p = pass.policy().precision();
        StringBuilder s = new StringBuilder();
        s.append("b = torch.size(x, 0)\nh = torch.size(x, 2)\nw = torch.size(x, 3)\n");
        s.append("t = torch.reshape(torch.permute(x, [0, 2, 3, 1]), [b, h * w, ");
        s.append(channels).append("])\n");
        s.append(questions(p));
        for (String name : new String[] {"q", "k", "v"}) {
            s.append(name).append(" = ").append(split(name)).append('\n');
        }
        s.append("a = torch.to(torch.matmul(q, torch.transpose(k, 2, 3)), 6)\n");
        s.append("a = torch.mul(a, ").append(Ops.number(1 / Math.sqrt(inner / heads)));
        s.append(")\n");
        if (grid > 0) {
            s.append(nearness());
        }
        s.append("a = torch.add(a, torch.reshape(m, [b, 1, 1, -1]))\n");
        s.append("a = torch.softmax(a, 3)\n");
        if (!fuse) {
            s.append("return torch.mean(a, [1])");
        } else {
            s.append("y = torch.matmul(").append(Ops.cast("a", p)).append(", v)\n");
            s.append("y = torch.reshape(torch.permute(y, [0, 2, 1, 3]), [b, h * w, ");
            s.append(inner).append("])\n");
            s.append("y = torch.mul(torch.to(").append(answers(p)).append(", 6), g)\n");
            s.append("y = torch.reshape(y, [b, h, w, ").append(channels).append("])\n");
            s.append("y = torch.permute(").append(Ops.cast("y", p)).append(", [0, 3, 1, 2])\n");
            String format = Ops.inFormat("y", pass.policy().format());
            s.append("y = torch.add(x, ").append(format).append(")\n");
            // selected, not multiplied by 0: what is absent must not even turn -0 into 0
            s.append("y = torch.where(torch.ne(torch.reshape(e, [b, 1, 1, 1]), 0), y, x)\n");
            s.append("return ").append(format);
        }
        String parameters =
                "x: Tensor, r: Tensor, m: Tensor" + (fuse ? ", e: Tensor, g: Tensor" : "");
        return ScriptFunction.of(parameters + Weights.declared(prefixes()), "Tensor", s.toString());
    }

    /**
     * Statements that take from the scores a the squared distance of place and token, times the
     * slope of the head. The first quarter of the heads looks everywhere; the windows of the others
     * fall from {@value #WIDEST} tokens (standard deviation) to {@value #NARROWEST}.
     */
    private String nearness() {
        List<String> slopes = new ArrayList<>();
        int everywhere = Math.max(1, heads / 4);
        for (int i = 0; i < heads; i++) {
            double share = (double) (i - everywhere) / Math.max(1, heads - 1 - everywhere);
            double deviation = WIDEST * Math.pow(NARROWEST / WIDEST, share) / grid;
            slopes.add(i < everywhere ? "0." : Ops.number(0.5 / (deviation * deviation)));
        }
        return places("u", "h")
                + places("o", "w")
                + places("c", Integer.toString(grid))
                + "u = torch.pow(torch.sub(torch.unsqueeze(u, 1), c), 2)\n"
                + "o = torch.pow(torch.sub(torch.unsqueeze(o, 1), c), 2)\n"
                + "d = torch.add(torch.reshape(u, [h, 1, "
                + grid
                + ", 1]), torch.reshape(o, [1, w, 1, "
                + grid
                + "]))\nd = torch.reshape(d, [1, 1, h * w, "
                + grid * grid
                + "])\nd = torch.repeat(d, [1, 1, 1, torch.floordiv(torch.size(r, 1), "
                + grid * grid
                + ")])\nl = torch.tensor(["
                + String.join(", ", slopes)
                + "], dtype=6, device=ops.prim.device(x))\n"
                + "a = torch.sub(a, torch.mul(d, torch.reshape(l, [1, "
                + heads
                + ", 1, 1])))\n";
    }

    /** Centres of so many cells along a side of length 1. */
    private static String places(String name, String count) {
        return name
                + " = torch.arange("
                + count
                + ", dtype=6, layout=0, device=ops.prim.device(x), pin_memory=False)\n"
                + name
                + " = torch.div(torch.add("
                + name
                + ", 0.5), "
                + count
                + ")\n";
    }

    private String split(String name) {
        return "torch.permute(torch.reshape("
                + name
                + ", [b, -1, "
                + heads
                + ", "
                + inner / heads
                + "]), [0, 2, 1, 3])";
    }
}
