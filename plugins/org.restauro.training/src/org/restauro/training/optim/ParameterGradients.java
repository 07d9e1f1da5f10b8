// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.Recomputation;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Gradients of losses with respect to all trainable parameters of a module, summed over as many
 * losses as are {@link #add added}.
 *
 * <p>From construction to {@link #close} the module records gradients; then no longer. No {@code
 * .grad} is touched, so several of these may exist for modules that share nothing.
 */
public final class ParameterGradients implements AutoCloseable {
    /** Largest size of a cleaned gradient, as published (Karras et al. 2020). */
    private static final double LARGEST = 1e5;

    private static final ScriptFunction SUM =
            ScriptFunction.of(
                    "s: List[Tensor], g: List[Tensor]",
                    "List[Tensor]",
                    "return torch._foreach_add(s, g)");

    /** On the devices of the sums, in their order. */
    private static final ScriptFunction SUM_OF_DEVICES =
            ScriptFunction.of(
                    "s: List[Tensor], g: List[Tensor]",
                    "List[Tensor]",
                    "rs = annotate(List[Tensor], [])\n"
                            + "for i in range(torch.len(g)):\n"
                            + "  _0 = torch.append(rs, torch.add(s[i], torch.to(g[i], s[i])))\n"
                            + "return rs");

    private static final ScriptFunction ZEROS =
            ScriptFunction.of(
                    "p: List[Tensor]",
                    "List[Tensor]",
                    "rs = annotate(List[Tensor], [])\n"
                            + "for i in range(torch.len(p)):\n"
                            + "  _0 = torch.append(rs, torch.zeros_like(torch.detach(p[i])))\n"
                            + "return rs");

    private static final ScriptFunction NORM =
            ScriptFunction.of(
                    "g: List[Tensor]",
                    "Tensor",
                    "return torch.norm(torch.stack(torch._foreach_norm(g, 2, dtype=7)))");

    private static final ScriptFunction CLEAN =
            ScriptFunction.of(
                    "g: List[Tensor]",
                    "List[Tensor]",
                    "rs = annotate(List[Tensor], [])\n"
                            + "for i in range(torch.len(g)):\n"
                            + "  r = torch.nan_to_num(g[i], 0., "
                            + Ops.number(LARGEST)
                            + ", "
                            + Ops.number(-LARGEST)
                            + ")\n"
                            + "  _0 = torch.append(rs, r)\n"
                            + "return rs");

    private final Module module;
    private final Map<String, Parameter> parameters;
    private final List<NDArray> arrays;
    private final NDManager manager;
    private List<NDArray> sums = List.of();

    /** Begins with a gradient of zero for each parameter that is not frozen. */
    public ParameterGradients(Module module, ComputePolicy policy) {
        this.module = module;
        manager = Torch.newManager(policy.device());
        parameters = module.trainable();
        arrays = parameters.values().stream().map(Parameter::array).toList();
        if (arrays.isEmpty()) {
            manager.close();
            throw new IllegalArgumentException(
                    "All parameters of the module are frozen; nothing is left to train.");
        }
    }

    /**
     * Adds the gradient of a loss; its graph is freed.
     *
     * @param loss one value, of a pass that records gradients
     */
    public void add(NDArray loss) {
        add(loss, null);
    }

    /**
     * The same for a loss of a pass that computes segments again.
     *
     * @param recomputation of the pass; null if it records everything
     */
    public void add(NDArray loss, Recomputation recomputation) {
        List<NDArray> gradients =
                recomputation == null
                        ? Gradients.firstOrder(loss, arrays)
                        : recomputation.gradients(loss, arrays);
        add(gradients);
    }

    /**
     * Adds gradients that were found elsewhere.
     *
     * @param gradients one for each of {@link #parameters}, which this object owns from now on
     */
    public void add(List<NDArray> gradients) {
        // gradients may share memory with each other: sums are made anew, never in place
        replace(sums.isEmpty() ? gradients : SUM.callWithLists(manager, sums, gradients));
        if (sums != gradients) {
            gradients.forEach(NDArray::close);
        }
    }

    /** Adds what was found with a copy of the module, on whatever device; that stays as it is. */
    public void add(ParameterGradients copy) {
        if (!copy.names().equals(names())) {
            throw new IllegalArgumentException(
                    "Gradients of " + copy.names() + " cannot be added to those of " + names());
        }
        if (copy.isEmpty()) {
            return;
        }
        if (isEmpty()) {
            replace(ZEROS.callWithLists(manager, arrays));
        }
        replace(SUM_OF_DEVICES.callWithLists(manager, sums, copy.sums));
    }

    /** What gradients are taken of; the arrays stay the module's. */
    public List<NDArray> parameters() {
        return arrays;
    }

    private void replace(List<NDArray> with) {
        List<NDArray> before = sums;
        with.forEach(g -> g.attach(manager));
        sums = with;
        before.forEach(NDArray::close);
    }

    /** Whether no loss was added. */
    public boolean isEmpty() {
        return sums.isEmpty();
    }

    /** Norm over all parameters together; 0 if no loss was added. */
    public double norm() {
        return sums.isEmpty() ? 0 : norm(sums);
    }

    private double norm(List<NDArray> gradients) {
        try (NDArray norm = NORM.callWithLists(manager, gradients).get(0)) {
            return Ops.floats(norm)[0];
        }
    }

    /**
     * Replaces values that are no numbers by 0 and infinite ones by ±10⁵, as published.
     *
     * @return the norm before, which is not finite where something had to be replaced
     */
    public double clean() {
        double norm = norm();
        if (!Double.isFinite(norm)) {
            replace(CLEAN.callWithLists(manager, sums));
        }
        return norm;
    }

    /** Multiplies all gradients by a factor. */
    public void scale(double factor) {
        if (!sums.isEmpty() && factor != 1) {
            ScriptFunction scale =
                    ScriptFunction.of(
                            "s: Tensor, g: List[Tensor]",
                            "List[Tensor]",
                            "return torch._foreach_mul(g, float(s))");
            try (NDArray s = manager.create(factor)) {
                replace(scale.callWithLists(manager, s, sums));
            }
        }
    }

    /** Names of the parameters, in the order of {@link #arrays}. */
    public List<String> names() {
        return List.copyOf(parameters.keySet());
    }

    /** The sums, one for each parameter; empty if no loss was added. They stay this object's. */
    public List<NDArray> arrays() {
        return List.copyOf(sums);
    }

    /** The sums by parameter name; empty if no loss was added. */
    public Map<String, NDArray> byName() {
        Map<String, NDArray> map = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(parameters.keySet());
        for (int i = 0; i < sums.size(); i++) {
            map.put(names.get(i), sums.get(i));
        }
        return map;
    }

    /** Frees the gradients; the module records none any more. */
    @Override
    public void close() {
        manager.close();
        module.stopGradients();
    }
}
