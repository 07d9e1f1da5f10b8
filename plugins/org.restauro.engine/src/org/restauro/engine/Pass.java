// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * One evaluation of a network: owner of its native memory, and what its layers must know — the
 * policy, the randomness, whether it trains.
 *
 * <p>A pass belongs to the thread that opened it, and switches that thread's gradient recording;
 * closing it restores the switch and frees every array that was made in it. Passes may be nested.
 *
 * <pre>{@code
 * try (Pass pass = Pass.inference(policy, Noise.seeded(1))) {
 *     NDArray y = layer.forward(pass, pass.array(values, 1, 3, 64, 64));
 *     float[] result = Ops.floats(y);
 * }
 * }</pre>
 */
public final class Pass implements AutoCloseable {
    private final ComputePolicy policy;
    private final Noise noise;
    private final boolean training;
    private final boolean gradients;
    private final NDManager manager;
    private final Segmenting segmenting;
    private final Synchrony synchrony;
    private final boolean gradientsBefore;
    private final NativeWork work;

    private Pass(
            ComputePolicy policy,
            Noise noise,
            boolean training,
            boolean gradients,
            Segmenting segmenting,
            Synchrony synchrony) {
        this.policy = policy;
        this.noise = noise;
        this.training = training;
        this.gradients = gradients;
        this.segmenting = segmenting;
        this.synchrony = synchrony;
        Torch.useThreads(policy.threads());
        manager = Torch.newManager(policy.device());
        work = NativeWork.begin();
        gradientsBefore = JniUtils.isGradMode();
        JniUtils.setGradMode(gradients);
        // profiling and fusing make the first calls slow and gain nothing on these operations
        JniUtils.setGraphExecutorOptimize(false);
    }

    /** A pass that records no gradients. */
    public static Pass inference(ComputePolicy policy, Noise noise) {
        return new Pass(policy, noise, false, false, null, Synchrony.ALONE);
    }

    /** A pass in training mode (running averages move) that records gradients. */
    public static Pass training(ComputePolicy policy, Noise noise) {
        return new Pass(policy, noise, true, true, null, Synchrony.ALONE);
    }

    /**
     * A pass in training mode that records gradients, segment by segment in a given way.
     *
     * @param segmenting null to record everything
     */
    public static Pass training(ComputePolicy policy, Noise noise, Segmenting segmenting) {
        return training(policy, noise, segmenting, Synchrony.ALONE);
    }

    /**
     * The same for a part of a batch whose other parts are computed at the same time.
     *
     * @param segmenting null to record everything
     */
    public static Pass training(
            ComputePolicy policy, Noise noise, Segmenting segmenting, Synchrony synchrony) {
        return new Pass(policy, noise, true, true, segmenting, synchrony);
    }

    /** A pass in evaluation mode that records gradients. */
    public static Pass differentiable(ComputePolicy policy, Noise noise) {
        return new Pass(policy, noise, false, true, null, Synchrony.ALONE);
    }

    /** A pass in training mode that records no gradients. */
    public static Pass moving(ComputePolicy policy, Noise noise) {
        return new Pass(policy, noise, true, false, null, Synchrony.ALONE);
    }

    /**
     * A pass within this one that is the same but records no gradients; arrays that must outlive it
     * are handed to this one by {@link #adopt}.
     */
    public Pass withoutGradients() {
        return nested(noise, false);
    }

    /** A pass within this one, of the same policy and mode, with a noise of its own. */
    public Pass nested(Noise own, boolean recording) {
        return new Pass(policy, own, training, recording, null, synchrony);
    }

    /**
     * Computes a part of a network that can be computed again: directly, or, where this pass was
     * told to save memory, in a way that keeps only inputs and results until gradients are taken.
     *
     * @param differentiable how many results, from the first on, gradients flow through
     * @param inputs which the segment may close
     */
    public List<NDArray> segment(int differentiable, List<NDArray> inputs, Segment segment) {
        return segmenting == null || !gradients
                ? segment.compute(this, inputs)
                : segmenting.compute(this, differentiable, inputs, segment);
    }

    /** Makes this pass the owner of an array; returns it. */
    public NDArray adopt(NDArray array) {
        array.attach(manager);
        return array;
    }

    /** How to compute. */
    public ComputePolicy policy() {
        return policy;
    }

    /** Where every random number comes from. */
    public Noise noise() {
        return noise;
    }

    /** Whether running averages move. */
    public boolean training() {
        return training;
    }

    /** The other parts of its batch. */
    public Synchrony synchrony() {
        return synchrony;
    }

    /** Whether operations record how to differentiate them. */
    public boolean gradients() {
        return gradients;
    }

    /** Owner of the arrays of this pass. */
    public NDManager manager() {
        return manager;
    }

    /** A float32 array of this pass. */
    public NDArray array(float[] values, long... shape) {
        if (values.length != Noise.size(shape)) {
            throw new IllegalArgumentException(
                    values.length + " values do not fill the shape " + new Shape(shape));
        }
        return Staging.array(manager, values, shape);
    }

    @Override
    public void close() {
        manager.close();
        JniUtils.setGradMode(gradientsBefore);
        work.close();
    }
}
