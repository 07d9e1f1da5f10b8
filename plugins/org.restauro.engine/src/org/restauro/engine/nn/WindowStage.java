// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.FullyConnected.Activation;
import org.restauro.engine.ops.Ops;

/**
 * One stage of MAT's transformer body: optional resampling, window blocks (odd ones shifted), a
 * mask-aware 3×3 convolution and a residual sum around blocks and convolution.
 *
 * <p>State: {@code downsample.conv} (a {@link PartialConv}, where it resamples), {@code blocks.i}
 * ({@link WindowBlock}), {@code conv} ({@link PartialConv}).
 */
public final class WindowStage extends Module {
    /** What happens to the size first. */
    public enum Resampling {
        /** Nothing. */
        NONE,
        /** Halved. */
        HALVE,
        /** Doubled; without a mask. */
        DOUBLE
    }

    private final PartialConv resample;
    private final ModuleList<WindowBlock> blocks;
    private final PartialConv conv;

    /**
     * Makes a stage.
     *
     * @param resolution tokens a side after resampling, at the built size
     */
    public WindowStage(
            int dim,
            int depth,
            int heads,
            int resolution,
            int window,
            double mlpRatio,
            Resampling resampling) {
        resample =
                resampling == Resampling.NONE
                        ? null
                        : child("downsample", new Resampler(dim, resampling)).conv;
        blocks = child("blocks", new ModuleList<>());
        for (int i = 0; i < depth; i++) {
            blocks.add(new WindowBlock(dim, heads, resolution, window, i % 2 == 1, mlpRatio));
        }
        conv = child("conv", new PartialConv(dim, dim, 3, 1, 1, Activation.LEAKY_RELU));
    }

    private static final class Resampler extends Module {
        private final PartialConv conv;

        Resampler(int dim, Resampling resampling) {
            int up = resampling == Resampling.DOUBLE ? 2 : 1;
            int down = resampling == Resampling.HALVE ? 2 : 1;
            conv = child("conv", new PartialConv(dim, dim, 3, up, down, Activation.LEAKY_RELU));
        }
    }

    /** Applies the stage: (batch, dim, h, w) → (batch, dim, h or h/2 or 2h, …). */
    public Masked forward(Pass pass, Masked in) {
        Masked identity = resample == null ? in : in.through(pass, resample::forward);
        Masked x = identity;
        for (WindowBlock block : blocks) {
            Masked next = x.through(pass, block::forward);
            if (x != identity) {
                x.closeUnless(identity);
            }
            x = next;
        }
        Masked y = x.through(pass, conv::forward);
        if (x != identity) {
            x.closeUnless(identity);
        }
        NDArray sum = Ops.addInto(pass, y.x(), identity.x());
        if (identity != in) {
            identity.closeUnless(in);
        }
        return new Masked(sum, y.mask());
    }
}
