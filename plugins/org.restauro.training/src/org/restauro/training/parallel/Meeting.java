// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.parallel;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
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
                    "r = torch.reshape(xs[0], [])\n"
                            + "for i in range(torch.len(xs)):\n"
                            + "  if torch.gt(i, 0):\n"
                            + "    r = torch.add(r, torch.to(torch.reshape(xs[i], []), r))\n"
                            + "return r");

    private final Rendezvous rendezvous;
    private final NDArray[] offered;
    private final ParameterGradients[] gradients;

    Meeting(int parts) {
        rendezvous = new Rendezvous(parts);
        offered = new NDArray[parts];
        gradients = new ParameterGradients[parts];
    }

    Part part(int index) {
        return new LocalPart(index);
    }

    /** A part came to its end, or failed. */
    void leave() {
        rendezvous.leave();
    }

    private void differentiate() {
        List<NDArray> parameters = new ArrayList<>();
        for (ParameterGradients part : gradients) {
            parameters.addAll(part.parameters());
        }
        List<NDArray> found;
        try (NDArray total =
                TOTAL.callWithLists(offered[0].getManager(), List.of(offered)).get(0)) {
            found = Gradients.firstOrder(total, parameters);
        }
        int begin = 0;
        for (ParameterGradients part : gradients) {
            int end = begin + part.parameters().size();
            part.add(found.subList(begin, end));
            begin = end;
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
        public List<NDArray> all(Pass pass, NDArray mine) {
            connected |= pass.gradients();
            offered[index] = mine;
            rendezvous.meet(() -> {});
            List<NDArray> all = BRING.callWithLists(pass.manager(), mine, List.of(offered));
            // nobody frees what he offered before all have taken it
            rendezvous.meet(() -> {});
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
            rendezvous.meet(Meeting.this::differentiate);
        }
    }
}
