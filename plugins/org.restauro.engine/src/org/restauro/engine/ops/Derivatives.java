// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** Derivatives of several weighted arrays, where there are any. */
final class Derivatives {
    private final int[] indices;
    private final List<NDArray> values;

    private Derivatives(int[] indices, List<NDArray> values) {
        this.indices = indices;
        this.values = values;
    }

    /**
     * Differentiates Σ outputs·weights.
     *
     * @param owner of the results
     * @param retain whether the graph is used again
     */
    static Derivatives of(
            NDManager owner,
            List<NDArray> outputs,
            List<NDArray> weights,
            List<NDArray> inputs,
            boolean retain) {
        String body =
                "os = annotate(List[Optional[Tensor]], [])\n"
                        + "for i in range(torch.len(vs)):\n"
                        + "  _0 = torch.append(os, vs[i])\n"
                        + "gs = torch.autograd.grad(ys, xs, os, "
                        + (retain ? "True" : "False")
                        + ", False, True)\n"
                        + "ix = annotate(List[int], [-1])\n"
                        + "fs = annotate(List[Tensor], [])\n"
                        + "for j in range(torch.len(xs)):\n"
                        + "  g = gs[j]\n"
                        + "  if torch.__is__(g, None):\n"
                        + "    pass\n"
                        + "  else:\n"
                        + "    _1 = torch.append(fs, unchecked_cast(Tensor, g))\n"
                        + "    _2 = torch.append(ix, j)\n"
                        + "rs = [torch.tensor(ix, dtype=4)]\n"
                        + "return torch.add(rs, fs)";
        List<NDArray> found =
                new ArrayList<>(
                        ScriptFunction.of(
                                        "ys: List[Tensor], vs: List[Tensor], xs: List[Tensor]",
                                        "List[Tensor]",
                                        body)
                                .callWithLists(owner, outputs, weights, inputs));
        long[] numbers;
        try (NDArray first = found.remove(0)) {
            numbers = first.toLongArray();
        }
        int[] indices = new int[found.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) numbers[i + 1];
        }
        return new Derivatives(indices, found);
    }

    /** What to do with a derivative. */
    interface Taker {
        void take(int input, NDArray gradient);
    }

    /** Hands on the derivatives for inputs from a number on, counted from there. */
    void forEach(int first, Taker taker) {
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] >= first) {
                taker.take(indices[i] - first, values.get(i));
            }
        }
    }

    /** Adds the derivatives for some of the inputs. */
    void addTo(GradientSums sums, int first, int count) {
        List<Integer> to = new ArrayList<>();
        List<NDArray> gradients = new ArrayList<>();
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] >= first && indices[i] < first + count) {
                to.add(indices[i] - first);
                gradients.add(values.get(i));
            }
        }
        sums.add(to, gradients);
    }
}
