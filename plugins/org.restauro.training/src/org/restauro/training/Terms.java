// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Named values that losses report: of each sample, in the order of the batch, or of each round. */
public final class Terms {
    private final Map<String, float[]> values = new LinkedHashMap<>();

    /** Adds values under a name. */
    void add(String name, float... more) {
        float[] before = values.get(name);
        if (before == null) {
            values.put(name, more.clone());
        } else {
            float[] all = Arrays.copyOf(before, before.length + more.length);
            System.arraycopy(more, 0, all, before.length, more.length);
            values.put(name, all);
        }
    }

    /** Adds all values of others under their names. */
    void append(Terms others) {
        others.values.forEach(this::add);
    }

    /** Takes over all values of others; the same names are replaced. */
    void putAll(Terms others) {
        values.putAll(others.values);
    }

    /** The names. */
    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    /**
     * The values of a name.
     *
     * @throws IllegalArgumentException if nothing was reported under it
     */
    public float[] values(String name) {
        float[] v = values.get(name);
        if (v == null) {
            throw new IllegalArgumentException(
                    "Nothing was reported as '" + name + "', only " + values.keySet() + ".");
        }
        return v.clone();
    }

    /** The mean of a name's values. */
    public double mean(String name) {
        double sum = 0;
        float[] v = values(name);
        for (float x : v) {
            sum += x;
        }
        return sum / v.length;
    }

    /** The mean of each name's values, in the order of reporting. */
    public Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        values.keySet().forEach(name -> means.put(name, mean(name)));
        return means;
    }

    @Override
    public String toString() {
        return means().toString();
    }
}
