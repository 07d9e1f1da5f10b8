// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.Supplier;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.Recomputation;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.training.optim.ParameterGradients;
import org.restauro.training.parallel.Part;

/** What a loss is given: some samples, a pass to compute in, and where results go. */
public final class Round {
    private final Pass pass;
    private final TrainingBatch batch;
    private final Supplier<Noise> shared;
    private final double weight;
    private final ParameterGradients gradients;
    private final Recomputation recomputation;
    private final Part part;
    private final Terms terms;
    private boolean finite = true;

    Round(
            Pass pass,
            TrainingBatch batch,
            Supplier<Noise> shared,
            double weight,
            ParameterGradients gradients,
            Recomputation recomputation,
            Part part,
            Terms terms) {
        this.pass = pass;
        this.batch = batch;
        this.shared = shared;
        this.weight = weight;
        this.gradients = gradients;
        this.recomputation = recomputation;
        this.part = part;
        this.terms = terms;
    }

    /** Where to compute; its noise is that of the samples. */
    public Pass pass() {
        return pass;
    }

    /** The samples. */
    public TrainingBatch batch() {
        return batch;
    }

    /** Number of samples. */
    public int size() {
        return batch.size();
    }

    /** Randomness that all samples of the step share, from its beginning at each call. */
    public Noise shared() {
        return shared.get();
    }

    /** A fresh array of the images, (size, channels, side, side) in [−1, 1]. */
    public NDArray images() {
        return pass.array(batch.images(), size(), batch.channels(), batch.side(), batch.side());
    }

    /**
     * A fresh array of the masks, (size, 1, side, side), 1 known, 0 hole.
     *
     * @throws IllegalStateException if the samples have none
     */
    public NDArray masks() {
        if (batch.masks().length == 0) {
            throw new IllegalStateException("The samples have no masks, but this loss needs them.");
        }
        return pass.array(batch.masks(), size(), 1, batch.side(), batch.side());
    }

    /**
     * A fresh array of the labels, (size, labels).
     *
     * @throws IllegalStateException if the samples have none
     */
    public NDArray labels() {
        if (batch.labels().length == 0) {
            throw new IllegalStateException(
                    "The samples have no labels, but this network needs them.");
        }
        return pass.array(batch.labels(), size(), batch.labels().length / size());
    }

    /**
     * Adds the gradient of a part of the loss; the part's graph is freed.
     *
     * @param loss mean over the samples of this round, one value
     */
    public void backward(NDArray loss) {
        finite &= Float.isFinite(Ops.floats(loss)[0]);
        try (NDArray weighted =
                ScriptFunction.of(
                                "x: Tensor",
                                "Tensor",
                                "return torch.mul(x, " + Ops.number(weight) + ")")
                        .apply(loss)) {
            part.differentiate(weighted, gradients, recomputation);
        }
    }

    /** Reports values, one a sample. */
    public void report(String name, NDArray values) {
        terms.add(name, Ops.floats(values));
    }

    /** Reports rows of values (names, samples) in one go. */
    public void report(List<String> names, NDArray rows) {
        float[] all = Ops.floats(rows);
        int n = all.length / names.size();
        for (int i = 0; i < names.size(); i++) {
            float[] row = new float[n];
            System.arraycopy(all, i * n, row, 0, n);
            terms.add(names.get(i), row);
        }
    }

    /** Whether all losses so far were numbers. */
    boolean finite() {
        return finite;
    }
}
