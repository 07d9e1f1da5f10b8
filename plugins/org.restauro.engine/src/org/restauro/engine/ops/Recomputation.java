// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.util.NativeResource;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.RecordedNoise;
import org.restauro.engine.Segment;
import org.restauro.engine.Segmenting;
import org.restauro.engine.Torch;
import org.restauro.engine.TorchDevice;

/**
 * Gradient checkpointing (Chen et al. 2016, "Training deep nets with sublinear memory cost"):
 * segments of a network are computed without a graph; when gradients are taken, each one is
 * computed once more with its graph, the last one first, with the draws of the first time.
 *
 * <p>What a segment gives is a leaf of the graph around it. {@link #gradients} differentiates the
 * loss with respect to parameters and leaves, then, from the last segment to the first, the
 * recomputed results, weighted by their leaves' gradients, with respect to parameters and inputs,
 * and goes on from the inputs through the graph between the segments.
 *
 * <p>Derivatives of first order only: {@link Gradients#of} through a segment finds nothing. Belongs
 * to one pass and its thread, and closes before or after it.
 */
public final class Recomputation implements Segmenting, AutoCloseable {
    private static final ScriptFunction HANDLES =
            ScriptFunction.of("xs: List[Tensor]", "List[Tensor]", "return xs");

    private static final ScriptFunction DETACH =
            ScriptFunction.of(
                    "xs: List[Tensor]",
                    "List[Tensor]",
                    "rs = annotate(List[Tensor], [])\n"
                            + "for i in range(torch.len(xs)):\n"
                            + "  _0 = torch.append(rs, torch.detach(xs[i]))\n"
                            + "return rs");

    private static final ScriptFunction RECORDED =
            ScriptFunction.of(
                    "xs: List[Tensor]",
                    "Tensor",
                    "ix = annotate(List[int], [])\n"
                            + "for i in range(torch.len(xs)):\n"
                            + "  _0 = torch.append(ix, int(ops.prim.requires_grad(xs[i])))\n"
                            + "return torch.tensor(ix, dtype=4)");

    private final NDManager manager;
    private final List<Step> steps = new ArrayList<>();

    /** What is kept of a segment until its gradients are taken. */
    private static final class Step {
        private final Pass pass;
        private final Segment segment;
        private final RecordedNoise noise;
        private final List<NDArray> inputs;
        private final boolean[] needed;
        private List<NDArray> leaves;
        private GradientSums sums;

        Step(Pass pass, Segment segment, List<NDArray> inputs) {
            this.pass = pass;
            this.segment = segment;
            this.inputs = inputs;
            noise = Noise.recording(pass.noise());
            needed = recorded(inputs);
        }

        void close() {
            inputs.forEach(NDArray::close);
            leaves.forEach(NDArray::close);
            sums.close();
        }
    }

    /** Begins without segments. */
    public Recomputation(TorchDevice device) {
        manager = Torch.newManager(device);
    }

    @Override
    public List<NDArray> compute(
            Pass pass, int differentiable, List<NDArray> inputs, Segment segment) {
        Step step = new Step(pass, segment, handles(manager, inputs));
        List<NDArray> results;
        try (Pass quiet = pass.nested(step.noise, false)) {
            List<NDArray> given = handles(quiet.manager(), inputs);
            results = segment.compute(quiet, given);
            for (int i = 0; i < given.size(); i++) {
                // a segment closes handles; what it closed is not wanted any more
                if (((NativeResource<?>) given.get(i)).isReleased()) {
                    inputs.get(i).close();
                }
            }
            results.forEach(pass::adopt);
        }
        List<NDArray> leaves = results.subList(0, differentiable);
        leaves.forEach(Gradients::require);
        step.leaves = handles(manager, leaves);
        step.sums = new GradientSums(manager, differentiable);
        steps.add(step);
        return results;
    }

    /** Second handles of the same tensors, with their places in the graph. */
    private static List<NDArray> handles(NDManager owner, List<NDArray> arrays) {
        return HANDLES.callWithLists(owner, arrays);
    }

    /** Which arrays depend on something that gradients are taken of. */
    private static boolean[] recorded(List<NDArray> arrays) {
        try (NDArray flags = RECORDED.callWithLists(arrays.get(0).getManager(), arrays).get(0)) {
            long[] values = flags.toLongArray();
            boolean[] recorded = new boolean[values.length];
            for (int i = 0; i < recorded.length; i++) {
                recorded[i] = values[i] != 0;
            }
            return recorded;
        }
    }

    /**
     * Derivatives of a loss, as {@link Gradients#firstOrder} gives them. Segments that the loss
     * depends on are forgotten; a second loss cannot be differentiated through them.
     *
     * @param loss one value, of the pass
     * @return one array for each parameter; zeros where the loss does not depend on it
     */
    public List<NDArray> gradients(NDArray loss, List<NDArray> parameters) {
        NDManager owner = loss.getManager();
        try (GradientSums sums = new GradientSums(manager, parameters.size());
                NDArray one = loss.onesLike()) {
            spread(List.of(loss), List.of(one), parameters, sums, steps.size());
            for (int i = steps.size() - 1; i >= 0; i--) {
                Step step = steps.get(i);
                if (!step.sums.isEmpty()) {
                    differentiate(step, i, parameters, sums);
                    step.close();
                    steps.remove(i);
                }
            }
            return sums.take(owner, parameters);
        }
    }

    /** Computes a segment again and hands its gradients on. */
    private void differentiate(
            Step step, int index, List<NDArray> parameters, GradientSums parameterSums) {
        List<NDArray> reached = new ArrayList<>();
        try (GradientSums inputSums = new GradientSums(manager, step.inputs.size())) {
            try (Pass again = step.pass.nested(Noise.replay(step.noise.draws()), true)) {
                List<NDArray> given = DETACH.callWithLists(again.manager(), step.inputs);
                List<NDArray> wanted = new ArrayList<>(parameters);
                List<Integer> inputs = new ArrayList<>();
                for (int i = 0; i < given.size(); i++) {
                    if (step.needed[i]) {
                        Gradients.require(given.get(i));
                        inputs.add(i);
                    }
                }
                // the segment may close what it is given
                List<NDArray> kept = handles(again.manager(), given);
                inputs.forEach(i -> wanted.add(kept.get(i)));
                List<NDArray> results = step.segment.compute(again, given);
                boolean[] recorded = recorded(results);
                List<NDArray> outputs = new ArrayList<>();
                List<NDArray> weights = new ArrayList<>();
                for (int i = 0; i < step.leaves.size(); i++) {
                    if (step.sums.get(i) != null && recorded[i]) {
                        outputs.add(results.get(i));
                        weights.add(step.sums.get(i));
                    }
                }
                if (!outputs.isEmpty()) {
                    Derivatives found =
                            Derivatives.of(again.manager(), outputs, weights, wanted, false);
                    found.addTo(parameterSums, 0, parameters.size());
                    found.forEach(
                            parameters.size(),
                            (i, g) -> inputSums.add(List.of(inputs.get(i)), List.of(g)));
                }
            }
            List<NDArray> weights = new ArrayList<>();
            for (int i = 0; i < step.inputs.size(); i++) {
                if (inputSums.get(i) != null) {
                    reached.add(step.inputs.get(i));
                    weights.add(inputSums.get(i));
                }
            }
            if (!reached.isEmpty()) {
                spread(reached, weights, parameters, parameterSums, index);
            }
        }
    }

    /** From arrays through the graph between segments to parameters and the leaves before. */
    private void spread(
            List<NDArray> outputs,
            List<NDArray> weights,
            List<NDArray> parameters,
            GradientSums sums,
            int before) {
        List<NDArray> wanted = new ArrayList<>(parameters);
        for (Step step : steps.subList(0, before)) {
            wanted.addAll(step.leaves);
        }
        // what lies between segments is met again by the segments before
        Derivatives found = Derivatives.of(manager, outputs, weights, wanted, !steps.isEmpty());
        found.addTo(sums, 0, parameters.size());
        int first = parameters.size();
        for (Step step : steps.subList(0, before)) {
            found.addTo(step.sums, first, step.leaves.size());
            first += step.leaves.size();
        }
    }

    /** Number of segments whose gradients were not taken. */
    public int size() {
        return steps.size();
    }

    /** Forgets all segments. */
    @Override
    public void close() {
        steps.clear();
        manager.close();
    }
}
