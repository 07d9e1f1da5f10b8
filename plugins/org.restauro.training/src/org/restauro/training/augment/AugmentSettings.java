// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.restauro.training.augment.Operation.Group;

/**
 * Which operations a pipe has: a multiplier of the probability for each, 0 for none.
 *
 * <p>How strong the operations are is as published; see {@link Operation}.
 */
public final class AugmentSettings {
    /** The published sets, the default first. */
    private static final Map<String, Set<Group>> SETS = sets();

    private final Map<Operation, Double> multipliers;

    private AugmentSettings(Map<Operation, Double> multipliers) {
        this.multipliers = Collections.unmodifiableMap(multipliers);
    }

    private static Map<String, Set<Group>> sets() {
        Map<String, Set<Group>> sets = new LinkedHashMap<>();
        sets.put("bgc", EnumSet.of(Group.BLIT, Group.GEOM, Group.COLOR));
        for (Group group : Group.values()) {
            sets.put(group.name().toLowerCase(Locale.ROOT), EnumSet.of(group));
        }
        sets.put("bg", EnumSet.of(Group.BLIT, Group.GEOM));
        sets.put("bgcf", EnumSet.range(Group.BLIT, Group.FILTER));
        sets.put("bgcfn", EnumSet.range(Group.BLIT, Group.NOISE));
        sets.put("bgcfnc", EnumSet.allOf(Group.class));
        return sets;
    }

    /**
     * A published set, all multipliers 1.
     *
     * @param name blit, geom, color, filter, noise, cutout, bg, bgc (the usual one), bgcf, bgcfn or
     *     bgcfnc
     */
    public static AugmentSettings set(String name) {
        Set<Group> groups = SETS.get(name);
        if (groups == null) {
            throw new IllegalArgumentException(
                    "There is no augmentation set '"
                            + name
                            + "'; one of "
                            + names()
                            + " would be"
                            + " right.");
        }
        Map<Operation, Double> all = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            if (groups.contains(operation.group())) {
                all.put(operation, 1.0);
            }
        }
        return new AugmentSettings(all);
    }

    /** Names of the published sets. */
    public static List<String> names() {
        return List.copyOf(SETS.keySet());
    }

    /**
     * Any choice of operations.
     *
     * @param multipliers for operations by their published names, such as xflip; 0 or more
     */
    public static AugmentSettings of(Map<String, Double> multipliers) {
        Map<Operation, Double> all = new EnumMap<>(Operation.class);
        multipliers.forEach((key, value) -> all.put(operation(key), checked(key, value)));
        all.values().removeIf(m -> m == 0);
        return new AugmentSettings(all);
    }

    private static Operation operation(String key) {
        return Arrays.stream(Operation.values())
                .filter(o -> o.key().equals(key))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "There is no augmentation '"
                                                + key
                                                + "'; one of "
                                                + Arrays.stream(Operation.values())
                                                        .map(Operation::key)
                                                        .collect(Collectors.joining(", "))
                                                + " would be right."));
    }

    private static double checked(String key, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "The multiplier of " + key + " is " + value + "; 0 or more would be right.");
        }
        return value;
    }

    /** What the probability is multiplied by for an operation; 0 where it is not used. */
    public double multiplier(Operation operation) {
        return multipliers.getOrDefault(operation, 0.0);
    }

    boolean has(Operation operation) {
        return multiplier(operation) > 0;
    }

    boolean has(Group group) {
        return multipliers.keySet().stream().anyMatch(o -> o.group() == group);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AugmentSettings s && multipliers.equals(s.multipliers);
    }

    @Override
    public int hashCode() {
        return multipliers.hashCode();
    }

    @Override
    public String toString() {
        return multipliers.toString();
    }
}
