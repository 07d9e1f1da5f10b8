// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** Sums of gradients, each of which begins when its first summand comes. */
final class GradientSums implements AutoCloseable {
    private static final ScriptFunction ADD =
            ScriptFunction.of(
                    "s: List[Tensor], g: List[Tensor]",
                    "List[Tensor]",
                    "return torch._foreach_add(s, g)");

    private final NDManager manager;
    private final NDArray[] sums;

    /**
     * Begins so many sums.
     *
     * @param manager owner of the sums
     */
    GradientSums(NDManager manager, int count) {
        this.manager = manager;
        sums = new NDArray[count];
    }

    /** Adds gradients, which then belong to this, to the sums of these numbers. */
    void add(List<Integer> to, List<NDArray> gradients) {
        List<Integer> begun = new ArrayList<>();
        List<NDArray> before = new ArrayList<>();
        List<NDArray> more = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            NDArray gradient = gradients.get(i);
            int number = to.get(i);
            if (sums[number] == null) {
                gradient.attach(manager);
                sums[number] = gradient;
            } else {
                begun.add(number);
                before.add(sums[number]);
                more.add(gradient);
            }
        }
        if (begun.isEmpty()) {
            return;
        }
        // gradients may share memory with each other: sums are made anew, never in place
        List<NDArray> after = ADD.callWithLists(manager, before, more);
        for (int i = 0; i < after.size(); i++) {
            sums[begun.get(i)] = after.get(i);
        }
        before.forEach(NDArray::close);
        more.forEach(NDArray::close);
    }

    /** A sum; null before its first summand. */
    NDArray get(int number) {
        return sums[number];
    }

    /** Whether no sum has begun. */
    boolean isEmpty() {
        for (NDArray sum : sums) {
            if (sum != null) {
                return false;
            }
        }
        return true;
    }

    /** Hands all sums over, zeros like the given arrays where there is none. */
    List<NDArray> take(NDManager owner, List<NDArray> like) {
        List<NDArray> taken = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            NDArray sum = sums[i];
            if (sum == null) {
                sum =
                        ScriptFunction.of(
                                        "x: Tensor",
                                        "Tensor",
                                        "return torch.zeros_like(torch.detach(x))")
                                .apply(like.get(i));
            }
            sum.attach(owner);
            taken.add(sum);
            sums[i] = null;
        }
        return taken;
    }

    @Override
    public void close() {
        for (int i = 0; i < sums.length; i++) {
            if (sums[i] != null) {
                sums[i].close();
                sums[i] = null;
            }
        }
    }
}
