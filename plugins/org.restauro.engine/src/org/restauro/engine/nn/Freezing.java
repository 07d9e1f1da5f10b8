// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.restauro.engine.text.NearestName;

/**
 * Chooses which parameters of a network training may change, by paths: whole dotted components from
 * the beginning of the names. {@code synthesis.to_style} stands for {@code
 * synthesis.to_style.fc.weight}, and not for {@code synthesis.first_stage.to_style.weight}.
 */
public final class Freezing {
    private final Module module;

    /** Freezes parts of a network, which needs no weights yet. */
    public Freezing(Module module) {
        this.module = module;
    }

    /**
     * Number of parameters (values, not tensors).
     *
     * @param path the beginning of their names
     * @param total all of them
     * @param trainable those that training may change
     */
    public record Share(String path, long total, long trainable) {
        /** Per cent of the parameters that training may change; 0 where there are none. */
        public double percent() {
            return total == 0 ? 0 : 100.0 * trainable / total;
        }

        /** For people. */
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s%,d of %,d parameters are trainable (%.2f %%)",
                    path.isEmpty() ? "" : path + ": ",
                    trainable,
                    total,
                    percent());
        }
    }

    /**
     * Excludes parameters from training.
     *
     * @return names of the parameters that lie under the paths
     * @throws IllegalArgumentException if nothing lies under a path; nothing is frozen then
     */
    public Set<String> freeze(String... paths) {
        return set(true, paths);
    }

    /**
     * Lets training change parameters.
     *
     * @return names of the parameters that lie under the paths
     * @throws IllegalArgumentException if nothing lies under a path; nothing is changed then
     */
    public Set<String> unfreeze(String... paths) {
        return set(false, paths);
    }

    private Set<String> set(boolean freeze, String... paths) {
        Set<String> names = new LinkedHashSet<>();
        for (String path : paths) {
            names.addAll(under(path));
        }
        names.forEach(n -> module.freeze(Pattern.compile("^" + Pattern.quote(n) + "$"), freeze));
        return names;
    }

    /**
     * Names of the parameters under a path.
     *
     * @throws IllegalArgumentException if there are none, naming the nearest path
     */
    public Set<String> under(String path) {
        Set<String> found = new LinkedHashSet<>();
        for (String name : module.parameters().keySet()) {
            if (lies(name, path)) {
                found.add(name);
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no parameter under the path \"" + path + "\"" + hint(path));
        }
        return found;
    }

    private static boolean lies(String name, String path) {
        return name.equals(path) || !path.isEmpty() && name.startsWith(path + ".");
    }

    /** Whether training leaves alone all parameters under the paths; each path must exist. */
    public boolean frozen(String... paths) {
        Map<String, Parameter> parameters = module.parameters();
        for (String path : paths) {
            if (!under(path).stream().allMatch(n -> parameters.get(n).frozen())) {
                return false;
            }
        }
        return true;
    }

    /** Who leaves out where a part lies is told so; else the least different spelling counts. */
    private String hint(String path) {
        Set<String> paths = new LinkedHashSet<>();
        for (String name : module.parameters().keySet()) {
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                paths.add(name.substring(0, dot));
            }
            paths.add(name);
        }
        List<String> same = paths.stream().filter(p -> p.endsWith("." + path)).toList();
        if (!same.isEmpty()) {
            return "; did you mean \"" + String.join("\" or \"", same) + "\"?";
        }
        return NearestName.hint(path, paths);
    }

    /** All parameters together. */
    public Share total() {
        long total = 0;
        long trainable = 0;
        for (Parameter p : module.parameters().values()) {
            total += p.elements();
            trainable += p.frozen() ? 0 : p.elements();
        }
        return new Share("", total, trainable);
    }

    /**
     * Parameters by the beginning of their names, in published order.
     *
     * @param components how many dotted components are told apart, 1 or more
     */
    public List<Share> shares(int components) {
        Map<String, long[]> sums = new LinkedHashMap<>();
        module.parameters()
                .forEach(
                        (name, p) -> {
                            long[] sum =
                                    sums.computeIfAbsent(start(name, components), n -> new long[2]);
                            sum[0] += p.elements();
                            sum[1] += p.frozen() ? 0 : p.elements();
                        });
        List<Share> shares = new ArrayList<>();
        sums.forEach((path, sum) -> shares.add(new Share(path, sum[0], sum[1])));
        return shares;
    }

    private static String start(String name, int components) {
        int end = -1;
        for (int i = 0; i < components; i++) {
            int dot = name.indexOf('.', end + 1);
            if (dot < 0) {
                return name;
            }
            end = dot;
        }
        return name.substring(0, Math.max(end, 0));
    }
}
