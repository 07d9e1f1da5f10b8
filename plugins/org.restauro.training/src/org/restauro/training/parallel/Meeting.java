// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.parallel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Recomputation;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.training.optim.ParameterGradients;

/**
 * The parts of a round in the threads of this process. Where parts exchange arrays that carry
 * gradients, their graphs become one, which is differentiated at once for all of them.
 */
final class Meeting {
    /** Arrays on the device of another; those that are there already are not copied. */
    private static final ScriptFunction BRING =
            ScriptFunction.of(
                    "there: Tensor, xs: List[Tensor]",
                    "List[Tensor]",
                    "rs = annotate(List[Tensor], [])\n"
                            + "for i in range(torch.len(xs)):\n"
                            + "  _0 = torch.append(rs, torch.to(xs[i], there))\n"
                            + "return rs");

    private static final ScriptFunction TOTAL =
            ScriptFunction.of(
                    "xs: List[Tensor]",
                    "Tensor",
                    "r = torch.sum(xs[0])\n"
                            + "for i in range(torch.len(xs)):\n"
                            + "  if torch.gt(i, 0):\n"
                            + "    r = torch.add(r, torch.to(torch.sum(xs[i]), r))\n"
                            + "return r");

    private final Rendezvous rendezvous;
    private final int samples;
    private final NDArray[] offered;
    private final List<List<NDArray>> inputs;
    private final ParameterGradients[] gradients;

    Meeting(int parts, int samples) {
        this.samples = samples;
        rendezvous = new Rendezvous(parts);
        offered = new NDArray[parts];
        inputs = new ArrayList<>(Collections.nCopies(parts, List.of()));
        gradients = new ParameterGradients[parts];
    }

    Part part(int index) {
        return new LocalPart(index);
    }

    /** A part came to its end, or failed. */
    void leave() {
        rendezvous.leave();
    }

    /** Derivatives of all offered arrays together; each part's own find their way to its inputs. */
    private List<List<NDArray>> differentiate(boolean again) {
        List<NDArray> wanted = new ArrayList<>();
        inputs.forEach(wanted::addAll);
        List<NDArray> found;
        try (NDArray total =
                TOTAL.callWithLists(offered[0].getManager(), List.of(offered)).get(0)) {
            found = again ? Gradients.of(total, wanted) : Gradients.firstOrder(total, wanted);
        }
        List<List<NDArray>> split = new ArrayList<>();
        int begin = 0;
        for (List<NDArray> part : inputs) {
            split.add(found.subList(begin, begin + part.size()));
            begin += part.size();
        }
        return split;
    }

    private void addGradients() {
        List<List<NDArray>> found = differentiate(false);
        for (int i = 0; i < gradients.length; i++) {
            gradients[i].add(found.get(i));
        }
    }

    private void replaceInputs() {
        List<List<NDArray>> found = differentiate(true);
        for (int i = 0; i < gradients.length; i++) {
            NDManager owner = inputs.get(i).get(0).getManager();
            found.get(i).forEach(g -> g.attach(owner));
            inputs.set(i, found.get(i));
        }
    }

    private final class LocalPart implements Part {
        private final int index;
        private boolean connected;

        LocalPart(int index) {
            this.index = index;
        }

        @Override
        public int parts() {
            return offered.length;
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public int samples(int mine) {
            return samples;
        }

        @Override
        public List<NDArray> derivatives(NDArray output, List<NDArray> mine) {
            if (!connected) {
                return Gradients.of(output, mine);
            }
            offered[index] = output;
            inputs.set(index, mine);
            together(Meeting.this::replaceInputs);
            return inputs.get(index);
        }

        @Override
        public List<NDArray> all(Pass pass, NDArray mine) {
            connected |= pass.gradients();
            offered[index] = mine;
            rendezvous.meet();
            List<NDArray> all = BRING.callWithLists(pass.manager(), mine, List.of(offered));
            // nobody frees what he offered before all have taken it
            rendezvous.meet();
            return all;
        }

        @Override
        public void differentiate(
                NDArray loss, ParameterGradients mine, Recomputation recomputation) {
            if (!connected) {
                mine.add(loss, recomputation);
                return;
            }
            if (recomputation != null && recomputation.size() > 0) {
                throw new IllegalStateException(
                        "Gradient checkpointing of a network whose parts share statistics is not"
                                + " possible; without it, or with one device, it is.");
            }
            offered[index] = loss;
            gradients[index] = mine;
            inputs.set(index, mine.parameters());
            together(Meeting.this::addGradients);
        }

        /** Does something for all parts, always in the thread of the first. */
        private void together(Runnable work) {
            rendezvous.meet();
            if (index == 0) {
                work.run();
            }
            rendezvous.meet();
        }
    }
}
