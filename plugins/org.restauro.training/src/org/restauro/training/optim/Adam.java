// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Staging;
import org.restauro.engine.Torch;
import org.restauro.engine.TorchDevice;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/**
 * Adam (Kingma and Ba 2015): one TorchScript call for each group of parameters with equal learning
 * rates.
 *
 * <p>{@code m ← β₁m + (1−β₁)g}, {@code v ← β₂v + (1−β₂)g²}, {@code p ← p − rate·√c₂/c₁·m/(√v + e)}
 * with {@code c = 1 − βᵗ} and {@code e = ε·√c₂}, or ε where the settings say so. With β₁ = 0 the
 * first moment is the gradient, and is not kept.
 */
public final class Adam implements AutoCloseable {
    private static final ScriptFunction PLAIN = update(false);
    private static final ScriptFunction WITH_MOMENTUM = update(true);

    private final AdamSettings settings;
    private final ComputePolicy policy;
    private final List<String> names;
    private final List<Parameter> parameters;
    private final List<Group> groups = new ArrayList<>();
    private NDManager manager;
    private List<NDArray> first = List.of();
    private List<NDArray> second = List.of();
    private double rateFactor = 1;
    private long steps;

    /** Parameters, by index, whose learning rate has the same factor. */
    private record Group(double factor, List<Integer> members) {
        <T> List<T> of(List<T> all) {
            return members.stream().map(all::get).toList();
        }
    }

    /** An optimizer of all parameters that are not frozen, with one learning rate. */
    public Adam(Module module, AdamSettings settings, ComputePolicy policy) {
        this(module, settings, policy, name -> 1);
    }

    /**
     * An optimizer of all parameters that are not frozen.
     *
     * @param rateFactors factor of the learning rate for a parameter's name
     */
    public Adam(
            Module module,
            AdamSettings settings,
            ComputePolicy policy,
            ToDoubleFunction<String> rateFactors) {
        this.settings = settings;
        this.policy = policy;
        Map<String, Parameter> trained = new LinkedHashMap<>(module.parameters());
        trained.values().removeIf(Parameter::frozen);
        names = List.copyOf(trained.keySet());
        parameters = List.copyOf(trained.values());
        Map<Double, List<Integer>> byFactor = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            double factor = rateFactors.applyAsDouble(names.get(i));
            byFactor.computeIfAbsent(factor, f -> new ArrayList<>()).add(i);
        }
        byFactor.forEach((factor, members) -> groups.add(new Group(factor, members)));
        reset();
    }

    private static ScriptFunction update(boolean momentum) {
        String s =
                "a = float(torch.select(s, 0, 0))\n"
                        + "e = float(torch.select(s, 0, 1))\n"
                        + "b1 = float(torch.select(s, 0, 2))\n"
                        + "b2 = float(torch.select(s, 0, 3))\n"
                        + "d = float(torch.select(s, 0, 4))\n"
                        + "if d != 0.:\n"
                        + "  g = torch._foreach_add(g, p, alpha=d)\n";
        if (momentum) {
            s += "torch._foreach_lerp_(m, g, 1. - b1)\n";
        }
        s +=
                "torch._foreach_mul_(v, b2)\n"
                        + "torch._foreach_addcmul_(v, g, g, 1. - b2)\n"
                        + "r = torch._foreach_sqrt(v)\n"
                        + "torch._foreach_add_(r, e)\n"
                        + "torch._foreach_addcdiv_(p, "
                        + (momentum ? "m" : "g")
                        + ", r, -a)\n"
                        + "return s";
        return ScriptFunction.of(
                "s: Tensor, p: List[Tensor], g: List[Tensor], v: List[Tensor]"
                        + (momentum ? ", m: List[Tensor]" : ""),
                "Tensor",
                s);
    }

    /** How it was set up. */
    public AdamSettings settings() {
        return settings;
    }

    /** How many steps were made. */
    public long steps() {
        return steps;
    }

    /** Multiplies all learning rates from now on; 1 at the start. For schedules. */
    public void setRateFactor(double factor) {
        if (!(factor >= 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException(
                    "The factor of the learning rate is " + factor + "; 0 or more would be right.");
        }
        rateFactor = factor;
    }

    /** Learning rate now, of parameters whose own factor is 1. */
    public double rate() {
        return settings.rate() * rateFactor;
    }

    /** Forgets all moments and steps. */
    public void reset() {
        allocate();
        steps = 0;
    }

    private void allocate() {
        if (manager != null) {
            manager.close();
        }
        manager = Torch.newManager(policy.device());
        second = zeros();
        first = settings.beta1() == 0 ? List.of() : zeros();
    }

    private List<NDArray> zeros() {
        List<NDArray> arrays = parameters.stream().map(Parameter::array).toList();
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            List<NDArray> zeros =
                    new ArrayList<>(
                            ScriptFunction.of(
                                            "p: List[Tensor]",
                                            "List[Tensor]",
                                            "rs = annotate(List[Tensor], [])\n"
                                                    + "for i in range(torch.len(p)):\n"
                                                    + "  _0 = torch.append(rs, "
                                                    + "torch.zeros_like(torch.detach(p[i])))\n"
                                                    + "return rs")
                                    .callWithLists(pass.manager(), arrays));
            zeros.forEach(z -> z.attach(manager));
            return zeros;
        }
    }

    /**
     * Moves the parameters; without gradients nothing happens.
     *
     * @param gradients of the same module; cleaned by the caller
     */
    public void step(ParameterGradients gradients) {
        if (gradients.isEmpty()) {
            return;
        }
        if (!gradients.names().equals(names)) {
            throw new IllegalArgumentException(
                    "The gradients are of "
                            + gradients.names().size()
                            + " parameters that are not"
                            + " the "
                            + names.size()
                            + " parameters of this optimizer.");
        }
        steps++;
        List<NDArray> values = parameters.stream().map(Parameter::array).toList();
        List<NDArray> g = gradients.arrays();
        try (Pass pass = Pass.inference(policy, Noise.seeded(0));
                NDManager cpu = Torch.newManager(TorchDevice.CPU)) {
            for (Group group : groups) {
                // float64 on the CPU: read by the call without waiting for a GPU
                NDArray numbers = cpu.create(numbers(rate() * group.factor()));
                if (first.isEmpty()) {
                    PLAIN.callWithLists(
                            pass.manager(),
                            numbers,
                            group.of(values),
                            group.of(g),
                            group.of(second));
                } else {
                    WITH_MOMENTUM.callWithLists(
                            pass.manager(),
                            numbers,
                            group.of(values),
                            group.of(g),
                            group.of(second),
                            group.of(first));
                }
            }
        }
    }

    private double[] numbers(double rate) {
        double correction1 = 1 - Math.pow(settings.beta1(), steps);
        double correction2 = Math.sqrt(1 - Math.pow(settings.beta2(), steps));
        double epsilon = settings.epsilon() * (settings.epsilonCorrected() ? correction2 : 1);
        return new double[] {
            rate * correction2 / correction1,
            epsilon,
            settings.beta1(),
            settings.beta2(),
            settings.weightDecay()
        };
    }

    /** A copy of what it remembers. */
    public AdamState state() {
        StateDict moments = new StateDict();
        for (int i = 0; i < names.size(); i++) {
            long[] shape = parameters.get(i).shape();
            if (!first.isEmpty()) {
                moments.put(
                        names.get(i) + AdamState.FIRST,
                        TensorData.of(Ops.floats(first.get(i)), shape));
            }
            moments.put(
                    names.get(i) + AdamState.SECOND,
                    TensorData.of(Ops.floats(second.get(i)), shape));
        }
        return new AdamState(steps, moments);
    }

    /**
     * Goes on from a state.
     *
     * @throws IllegalArgumentException if a moment is missing or of another shape; nothing is
     *     changed then
     */
    public void restore(AdamState state) {
        for (int i = 0; i < names.size(); i++) {
            state.check(names.get(i) + AdamState.SECOND, parameters.get(i).shape());
            if (!first.isEmpty()) {
                state.check(names.get(i) + AdamState.FIRST, parameters.get(i).shape());
            }
        }
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            for (int i = 0; i < names.size(); i++) {
                assign(pass, second.get(i), state.moments().get(names.get(i) + AdamState.SECOND));
                if (!first.isEmpty()) {
                    assign(pass, first.get(i), state.moments().get(names.get(i) + AdamState.FIRST));
                }
            }
        }
        steps = state.steps();
    }

    private static void assign(Pass pass, NDArray moment, TensorData values) {
        try (NDArray v = Staging.array(pass.manager(), values.toFloats(), values.shape())) {
            ScriptFunction.of("v: Tensor, p: Tensor", "Tensor", "return torch.copy_(p, v)")
                    .apply(v, moment);
        }
    }

    /** Frees the moments. */
    @Override
    public void close() {
        manager.close();
    }
}
