// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import java.math.BigInteger;
import java.util.List;
import org.restauro.engine.Precision;

/**
 * Fusion of the full design: {@code x + λ·proj(softmax(q·kᵀ/√d)·v)} with as many values a question
 * as there are channels, all layers equalised.
 *
 * <p>State: {@code gate} (λ, a scalar that begins at 0), {@code q}, {@code kv} (keys first), {@code
 * proj}. 1,050,625 parameters for 512 channels and tokens of 512 values.
 */
public final class CrossAttentionFusion extends Fusion {
    private final int channels;
    private final Weights q;
    private final Weights kv;
    private final Weights proj;

    /**
     * Makes a fusion.
     *
     * @param channels of the features
     * @param tokenSize values of a token
     * @param heads most attention heads; fewer where they do not divide the channels
     */
    public CrossAttentionFusion(int channels, int tokenSize, int heads) {
        super(channels, channels, dividing(channels, heads));
        this.channels = channels;
        q = child("q", Weights.equalised(channels, channels));
        kv = child("kv", Weights.equalised(tokenSize, 2 * channels));
        proj = child("proj", Weights.equalised(channels, channels));
    }

    private static int dividing(int channels, int heads) {
        return BigInteger.valueOf(channels).gcd(BigInteger.valueOf(heads)).intValue();
    }

    @Override
    List<Weights> layers() {
        return List.of(q, kv, proj);
    }

    @Override
    String[] prefixes() {
        return new String[] {"q", "k", "o"};
    }

    @Override
    String questions(Precision p) {
        return "q = "
                + q.product("t", "q", p)
                + "\nr = "
                + kv.product("r", "k", p)
                + "\nk = torch.slice(r, 2, 0, "
                + channels
                + ")\nv = torch.slice(r, 2, "
                + channels
                + ", "
                + 2 * channels
                + ")\n";
    }

    @Override
    String answers(Precision p) {
        return proj.product("y", "o", p);
    }
}
