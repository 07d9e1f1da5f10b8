// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import java.util.List;
import org.restauro.engine.Precision;
import org.restauro.engine.ops.Ops;

/**
 * Fusion of the lightweight design: attention of few values between normalised features and
 * normalised tokens, {@code x + α·out(softmax(q·kᵀ/√d)·v)}.
 *
 * <p>State: {@code gate} (α, a scalar that begins at 0), {@code norm} and {@code norm_reference}
 * (layer normalisations), {@code q}, {@code k}, {@code v}, {@code out}. 166,017 parameters for 512
 * channels and tokens of 128 values.
 */
public final class ReferenceAdapter extends Fusion {
    private static final double EPSILON = 1e-5;

    private final int channels;
    private final int tokenSize;
    private final Weights norm;
    private final Weights normReference;
    private final Weights q;
    private final Weights k;
    private final Weights v;
    private final Weights out;

    /**
     * Makes an adapter.
     *
     * @param channels of the features
     * @param tokenSize values of a token and of a question
     * @param heads attention heads, which divide tokenSize
     */
    public ReferenceAdapter(int channels, int tokenSize, int heads) {
        super(channels, tokenSize, heads);
        this.channels = channels;
        this.tokenSize = tokenSize;
        norm = child("norm", Weights.norm(channels));
        normReference = child("norm_reference", Weights.norm(tokenSize));
        q = child("q", Weights.linear(channels, tokenSize));
        k = child("k", Weights.linear(tokenSize, tokenSize));
        v = child("v", Weights.linear(tokenSize, tokenSize));
        out = child("out", Weights.linear(tokenSize, channels));
    }

    @Override
    List<Weights> layers() {
        return List.of(norm, normReference, q, k, v, out);
    }

    @Override
    String[] prefixes() {
        return new String[] {"n", "l", "q", "k", "v", "o"};
    }

    @Override
    String questions(Precision p) {
        return "t = "
                + normalised("torch.to(t, 6)", channels, "n")
                + "\nr = "
                + normalised("r", tokenSize, "l")
                + "\nq = "
                + q.product("t", "q", p)
                + "\nk = "
                + k.product("r", "k", p)
                + "\nv = "
                + v.product("r", "v", p)
                + "\n";
    }

    @Override
    String answers(Precision p) {
        return out.product("y", "o", p);
    }

    private static String normalised(String x, int size, String prefix) {
        return "torch.layer_norm("
                + x
                + ", ["
                + size
                + "], "
                + prefix
                + "w, "
                + prefix
                + "b, "
                + Ops.number(EPSILON)
                + ", False)";
    }
}
