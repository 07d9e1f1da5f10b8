// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Torch;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/**
 * A network or a part of one: named parameters, buffers and children.
 *
 * <p>The names are the contract: they are those of the published checkpoints, in PyTorch's order
 * (own parameters, own buffers, children), so loading is a name match. The outermost module owns
 * the memory of all weights: load or initialise it once, close it at the end.
 */
public abstract class Module implements AutoCloseable {
    private static final int NAMES_SHOWN = 5;

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Parameter> buffers = new LinkedHashMap<>();
    private final Map<String, Module> children = new LinkedHashMap<>();
    private NDManager weights;

    /** Declares a learned tensor. */
    protected final Parameter parameter(String name, Initial initial, long... shape) {
        Parameter p = new Parameter(Parameter.Kind.PARAMETER, initial, shape);
        parameters.put(name, p);
        return p;
    }

    /** Declares a tensor that is kept but not learned. */
    protected final Parameter buffer(String name, Initial initial, long... shape) {
        Parameter p = new Parameter(Parameter.Kind.BUFFER, initial, shape);
        buffers.put(name, p);
        return p;
    }

    /** Declares a tensor of state dictionaries that is computed when needed. */
    protected final Parameter derived(String name, Initial values, long... shape) {
        Parameter p = new Parameter(Parameter.Kind.DERIVED, values, shape);
        buffers.put(name, p);
        return p;
    }

    /**
     * Declares a part; returns it.
     *
     * @param name before the names of its tensors; empty where they stand among this module's own
     */
    protected final <M extends Module> M child(String name, M module) {
        children.put(name, module);
        return module;
    }

    /** Every tensor of a state dictionary by full name, in published order. */
    public final Map<String, Parameter> state() {
        Map<String, Parameter> all = new LinkedHashMap<>();
        collect("", all);
        return all;
    }

    private void collect(String prefix, Map<String, Parameter> into) {
        parameters.forEach((name, p) -> into.put(prefix + name, p));
        buffers.forEach((name, p) -> into.put(prefix + name, p));
        children.forEach(
                (name, m) -> m.collect(name.isEmpty() ? prefix : prefix + name + ".", into));
    }

    /** Learned tensors by full name. */
    public final Map<String, Parameter> parameters() {
        Map<String, Parameter> all = state();
        all.values().removeIf(p -> p.kind() != Parameter.Kind.PARAMETER);
        return all;
    }

    /** Number of learned values. */
    public final long parameterCount() {
        return parameters().values().stream().mapToLong(Parameter::elements).sum();
    }

    /** Fills every tensor as training starts, from draws named like the tensors. */
    public final void initialise(ComputePolicy policy, Noise noise) {
        NDManager manager = claim(policy);
        state().forEach((name, p) -> p.initialise(manager, policy.format(), noise, name));
    }

    /**
     * Loads weights of any floating type; every tensor must be there with its shape, and nothing
     * else.
     *
     * @throws IllegalArgumentException naming what is missing, left over or of another shape
     */
    public final void load(StateDict dict, ComputePolicy policy) {
        load(dict, policy, name -> false);
    }

    /**
     * Loads weights, where tensors whose names pass a test may be missing (they are initialised) or
     * left over (they are ignored).
     */
    public final void load(StateDict dict, ComputePolicy policy, Predicate<String> optional) {
        Map<String, Parameter> state = state();
        check(dict, state, optional);
        NDManager manager = claim(policy);
        state.forEach(
                (name, p) -> {
                    if (dict.contains(name)) {
                        p.load(manager, policy.format(), dict.get(name));
                    } else {
                        p.initialise(manager, policy.format(), Noise.seeded(0), name);
                    }
                });
    }

    private static void check(
            StateDict dict, Map<String, Parameter> state, Predicate<String> optional) {
        List<String> missing = new ArrayList<>();
        List<String> shapes = new ArrayList<>();
        List<String> unexpected = new ArrayList<>();
        state.forEach(
                (name, p) -> {
                    if (!dict.contains(name)) {
                        // derived buffers are dead weight: files without them are complete
                        if (!optional.test(name) && p.kind() != Parameter.Kind.DERIVED) {
                            missing.add(name);
                        }
                    } else if (!Arrays.equals(p.shape(), dict.get(name).shape())) {
                        shapes.add(
                                name
                                        + " "
                                        + Arrays.toString(dict.get(name).shape())
                                        + " instead of "
                                        + Arrays.toString(p.shape()));
                    }
                });
        for (String name : dict.names()) {
            if (!state.containsKey(name) && !optional.test(name)) {
                unexpected.add(name);
            }
        }
        if (!missing.isEmpty() || !shapes.isEmpty() || !unexpected.isEmpty()) {
            throw new IllegalArgumentException(
                    "The weights do not fit this network:"
                            + list(" missing", missing)
                            + list(" of another shape", shapes)
                            + list(" not expected", unexpected));
        }
    }

    private static String list(String what, List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        List<String> shown = names.subList(0, Math.min(NAMES_SHOWN, names.size()));
        String rest = names.size() > NAMES_SHOWN ? ", … (" + names.size() + " in all)" : "";
        return what + ": " + String.join(", ", shown) + rest + ".";
    }

    private NDManager claim(ComputePolicy policy) {
        if (weights == null) {
            weights = Torch.newManager(policy.device());
        }
        return weights;
    }

    /** A copy of every tensor as float32, in published order. */
    public final StateDict stateDict() {
        StateDict dict = new StateDict();
        state().forEach((name, p) -> dict.put(name, TensorData.of(p.floats(name), p.shape())));
        return dict;
    }

    /**
     * Excludes parameters from training, or includes them again.
     *
     * @param names found anywhere in the full name
     * @return how many parameters fit
     */
    public final int freeze(Pattern names, boolean freeze) {
        int count = 0;
        for (Map.Entry<String, Parameter> e : parameters().entrySet()) {
            if (names.matcher(e.getKey()).find()) {
                e.getValue().freeze(freeze);
                count++;
            }
        }
        return count;
    }

    /** Excludes from training what another network of the same shape excludes, and no more. */
    public final void freezeLike(Module other) {
        Map<String, Parameter> theirs = other.parameters();
        parameters()
                .forEach(
                        (name, p) -> {
                            if (p.frozen() != theirs.get(name).frozen()) {
                                p.freeze(theirs.get(name).frozen());
                            }
                        });
    }

    /** Parameters that are not frozen, marked so that gradients reach them. */
    public final Map<String, Parameter> trainable() {
        Map<String, Parameter> all = parameters();
        all.values().removeIf(Parameter::frozen);
        all.values().forEach(p -> Gradients.require(p.array()));
        return all;
    }

    /** Ends what {@link #trainable} began: no gradients are recorded for any parameter. */
    public final void stopGradients() {
        parameters().values().forEach(p -> p.array().setRequiresGradient(false));
    }

    /** Frees the weights. */
    @Override
    public void close() {
        if (weights != null) {
            weights.close();
            weights = null;
        }
    }
}
