// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.optim;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.ScriptFunction;

/**
 * A running average of a network (Karras et al. 2018): parameters are averaged, buffers copied. The
 * averaged network, not the trained one, is what users get.
 *
 * <p>{@code average ← live + β·(average − live)}, {@code β = ½^(batch / half-life)}. Early in the
 * run the half-life is at most {@code seen·rampUp}, so that the untrained beginning is forgotten.
 */
public final class Ema {
    /** Smallest half-life, in images: the first step copies. */
    private static final double SMALLEST = 1e-8;

    private static final ScriptFunction AVERAGE =
            ScriptFunction.of(
                    "s: Tensor, a: List[Tensor], p: List[Tensor]",
                    "Tensor",
                    "torch._foreach_lerp_(a, p, float(s))\nreturn s");

    private static final ScriptFunction COPY =
            ScriptFunction.of(
                    "s: Tensor, a: List[Tensor], p: List[Tensor]",
                    "Tensor",
                    "torch._foreach_copy_(a, p)\nreturn s");

    private final Module live;
    private final Module average;
    private final ComputePolicy policy;
    private final double halfLife;
    private final double rampUp;
    private final boolean buffers;

    /**
     * Connects two networks of equal shape.
     *
     * @param average begins with the values of {@code live}, which the caller gave it
     * @param halfLife in images, e.g. 10 000
     * @param rampUp share of the images seen so far that limits the half-life, e.g. 0.05; 0 for no
     *     ramp-up
     */
    public Ema(Module live, Module average, ComputePolicy policy, double halfLife, double rampUp) {
        this(live, average, policy, halfLife, rampUp, true);
    }

    /**
     * The same with a choice.
     *
     * @param buffers whether buffers are copied, such as the running mean of styles; without them
     *     they stay as they began
     */
    public Ema(
            Module live,
            Module average,
            ComputePolicy policy,
            double halfLife,
            double rampUp,
            boolean buffers) {
        if (!(halfLife >= 0) || !(rampUp >= 0)) {
            throw new IllegalArgumentException(
                    "A running average has a half-life of "
                            + halfLife
                            + " images and a ramp-up of "
                            + rampUp
                            + "; 0 or more would be right.");
        }
        this.live = live;
        this.average = average;
        this.policy = policy;
        this.halfLife = halfLife;
        this.rampUp = rampUp;
        this.buffers = buffers;
    }

    /** The averaged network. */
    public Module average() {
        return average;
    }

    /**
     * Share of the old average that stays.
     *
     * @param batch images of this step
     * @param seen images of all steps so far, without this one
     */
    public double beta(int batch, long seen) {
        double images = rampUp > 0 ? Math.min(halfLife, seen * rampUp) : halfLife;
        return Math.pow(0.5, batch / Math.max(images, SMALLEST));
    }

    /** Moves the average after a step; see {@link #beta}. */
    public void update(int batch, long seen) {
        List<NDArray> averaged = new ArrayList<>();
        List<NDArray> learned = new ArrayList<>();
        List<NDArray> copies = new ArrayList<>();
        List<NDArray> kept = new ArrayList<>();
        Map<String, Parameter> to = average.state();
        live.state()
                .forEach(
                        (name, from) -> {
                            boolean parameter = from.kind() == Parameter.Kind.PARAMETER;
                            if (from.kind() != Parameter.Kind.DERIVED) {
                                (parameter ? averaged : copies).add(to.get(name).array());
                                (parameter ? learned : kept).add(from.array());
                            }
                        });
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            NDArray weight = pass.manager().create(1 - beta(batch, seen));
            AVERAGE.callWithLists(pass.manager(), weight, averaged, learned);
            if (buffers && !kept.isEmpty()) {
                COPY.callWithLists(pass.manager(), weight, copies, kept);
            }
        }
    }
}
