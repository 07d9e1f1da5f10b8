// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
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
 * first moment is the gradient, and is not kept. Decoupled decay (AdamW) multiplies the parameters
 * by {@code 1 − rate·decay} first.
 *
 * <p>Parameters that were unfrozen while it worked are taken up by {@link #adopt}; their steps are
 * counted from then on.
 */
public final class Adam implements AutoCloseable {
    private static final ScriptFunction PLAIN = update(false);
    private static final ScriptFunction WITH_MOMENTUM = update(true);

    private final AdamSettings settings;
    private final ComputePolicy policy;
    private final Module module;
    private final ToDoubleFunction<String> rateFactors;
    private final ToDoubleFunction<String> decayFactors;
    private final Map<String, Long> begun = new HashMap<>();
    private List<String> names = List.of();
    private List<Parameter> parameters = List.of();
    private List<Group> groups = List.of();
    private NDManager manager;
    private List<NDArray> first = List.of();
    private List<NDArray> second = List.of();
    private double rateFactor = 1;
    private double leastRate;
    private long steps;

    /** What parameters of a call have in common: factors, and when they joined. */
    private record Key(double factor, double decay, long begun) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparingDouble(Key::factor)
                        .thenComparingDouble(Key::decay)
                        .thenComparingLong(Key::begun);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Parameters, by index, that are moved by one call. */
    private record Group(Key key, List<Integer> members) {
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
        this(module, settings, policy, rateFactors, name -> 1);
    }

    /**
     * An optimizer of all parameters that are not frozen.
     *
     * @param rateFactors factor of the learning rate for a parameter's name
     * @param decayFactors factor of the weight decay for a parameter's name
     */
    public Adam(
            Module module,
            AdamSettings settings,
            ComputePolicy policy,
            ToDoubleFunction<String> rateFactors,
            ToDoubleFunction<String> decayFactors) {
        this.settings = settings;
        this.policy = policy;
        this.module = module;
        this.rateFactors = rateFactors;
        this.decayFactors = decayFactors;
        takeUp();
        reset();
    }

    private void takeUp() {
        Map<String, Parameter> trained = new LinkedHashMap<>(module.parameters());
        trained.values().removeIf(Parameter::frozen);
        names = List.copyOf(trained.keySet());
        parameters = List.copyOf(trained.values());
        names.forEach(name -> begun.putIfAbsent(name, steps));
        regroup();
    }

    private void regroup() {
        Map<Key, List<Integer>> byKey = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Key key =
                    new Key(
                            rateFactors.applyAsDouble(name),
                            decayFactors.applyAsDouble(name),
                            begun.get(name));
            byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
        }
        groups = byKey.entrySet().stream().map(e -> new Group(e.getKey(), e.getValue())).toList();
    }

    /**
     * Takes up parameters that were unfrozen since, with moments of 0, and drops those that were
     * frozen. Those that stay keep their moments.
     */
    public void adopt() {
        List<String> before = names;
        List<NDArray> firstBefore = first;
        List<NDArray> secondBefore = second;
        NDManager old = manager;
        begun.keySet().removeIf(n -> module.parameters().get(n).frozen());
        takeUp();
        allocate();
        for (int i = 0; i < names.size(); i++) {
            int at = before.indexOf(names.get(i));
            if (at >= 0) {
                replace(second, i, secondBefore.get(at));
                if (!first.isEmpty()) {
                    replace(first, i, firstBefore.get(at));
                }
            }
        }
        old.close();
    }

    /**
     * Counts the steps of parameters that no gradient has reached yet from now on, as for adopted
     * ones. For networks that grow: their parts are there long before they are used.
     */
    public void beginUnused() {
        for (int i = 0; i < names.size(); i++) {
            float[] moments = Ops.floats(second.get(i));
            if (IntStream.range(0, moments.length).allMatch(k -> moments[k] == 0)) {
                begun.put(names.get(i), steps);
            }
        }
        regroup();
    }

    private void replace(List<NDArray> moments, int index, NDArray kept) {
        kept.attach(manager);
        moments.set(index, kept).close();
    }

    private static ScriptFunction update(boolean momentum) {
        String s =
                "a = float(torch.select(s, 0, 0))\n"
                        + "e = float(torch.select(s, 0, 1))\n"
                        + "b1 = float(torch.select(s, 0, 2))\n"
                        + "b2 = float(torch.select(s, 0, 3))\n"
                        + "d = float(torch.select(s, 0, 4))\n"
                        + "if d != 0.:\n"
                        + "  g = torch._foreach_add(g, p, alpha=d)\n"
                        + "k = float(torch.select(s, 0, 5))\n"
                        + "if k != 1.:\n"
                        + "  torch._foreach_mul_(p, k)\n";
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

    /** Steps that were made before a parameter was taken up; without those of the beginning. */
    public Map<String, Long> begun() {
        Map<String, Long> later = new TreeMap<>(begun);
        later.values().removeIf(step -> step == 0);
        return later;
    }

    /** Multiplies all learning rates from now on; 1 at the start. For schedules. */
    public void setRateFactor(double factor) {
        setRateFactor(factor, 0);
    }

    /**
     * Lets every learning rate lie at this factor between the least one and its own: {@code least +
     * factor·(own − least)}.
     */
    public void setRateFactor(double factor, double least) {
        if (!(factor >= 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException(
                    "The factor of the learning rate is " + factor + "; 0 or more would be right.");
        }
        rateFactor = factor;
        leastRate = least;
    }

    /** Learning rate now, of parameters whose own factor is 1. */
    public double rate() {
        return rate(1);
    }

    /** Learning rate now, of parameters whose own factor is this. */
    public double rate(double factor) {
        // the plain product where there is no least rate: published runs stay as they are
        double own = settings.rate() * rateFactor * factor;
        return leastRate == 0 ? own : own + leastRate * (1 - rateFactor);
    }

    /** Forgets all moments and steps. */
    public void reset() {
        if (manager != null) {
            manager.close();
        }
        allocate();
        steps = 0;
        begun.replaceAll((name, step) -> 0L);
        regroup();
    }

    private void allocate() {
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
                NDArray numbers = cpu.create(numbers(group.key()));
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

    private double[] numbers(Key key) {
        double rate = rate(key.factor());
        double decay = settings.weightDecay() * key.decay();
        long own = steps - key.begun();
        double correction1 = 1 - Math.pow(settings.beta1(), own);
        double correction2 = Math.sqrt(1 - Math.pow(settings.beta2(), own));
        double epsilon = settings.epsilon() * (settings.epsilonCorrected() ? correction2 : 1);
        return new double[] {
            rate * correction2 / correction1,
            epsilon,
            settings.beta1(),
            settings.beta2(),
            settings.decoupled() ? 0 : decay,
            settings.decoupled() ? 1 - rate * decay : 1
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
        return new AdamState(steps, moments, begun());
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
        names.forEach(name -> begun.put(name, state.begun().getOrDefault(name, 0L)));
        regroup();
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
