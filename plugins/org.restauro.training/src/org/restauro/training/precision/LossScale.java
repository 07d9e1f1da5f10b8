// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.precision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Precision;
import org.restauro.engine.weights.StateDict;
import org.restauro.training.checkpoint.Persistent;

/**
 * Dynamic loss scaling of one optimizer (Micikevicius et al. 2018, "Mixed precision training",
 * section 3.2): losses are multiplied by a power of two, so that small gradients are not lost in
 * float16, and gradients divided by it again.
 *
 * <p>The factor is doubled after {@value #INTERVAL} good updates in a row; where a gradient
 * overflows, it is halved and the update skipped. It stays between {@value #SMALLEST} and {@value
 * #LARGEST}. Belongs to the thread that trains.
 */
public final class LossScale implements Persistent {
    /** Good updates in a row after which the factor grows. */
    public static final int INTERVAL = 2000;

    /** Smallest factor. */
    public static final double SMALLEST = 1;

    /** Largest factor, 2²⁴. */
    public static final double LARGEST = 16777216;

    /** First factor, 2¹⁶. */
    public static final double FIRST = 65536;

    private final String name;
    private double value;
    private int good;
    private long overflows;

    /**
     * Begins at {@link #FIRST}.
     *
     * @param name of its part of a checkpoint, such as scale_g
     */
    public LossScale(String name) {
        this(name, FIRST);
    }

    /** Begins at a factor, which is brought into the bounds. */
    public LossScale(String name, double first) {
        this.name = name;
        set(first);
    }

    /** Whether computing so needs loss scaling: float16 does. */
    public static boolean neededFor(ComputePolicy policy) {
        return policy.precision() == Precision.FLOAT16;
    }

    /** What losses are multiplied by now. */
    public double value() {
        return value;
    }

    /** Good updates since the factor last changed. */
    public int good() {
        return good;
    }

    /** How many updates were skipped because a gradient overflowed. */
    public long overflows() {
        return overflows;
    }

    /** An update was made: the factor may grow. */
    public void succeed() {
        if (++good >= INTERVAL) {
            set(value * 2);
        }
    }

    /**
     * A gradient overflowed: the factor shrinks.
     *
     * @return whether it could; at the smallest factor the overflow has another cause
     */
    public boolean shrink() {
        if (value <= SMALLEST) {
            return false;
        }
        overflows++;
        set(value / 2);
        return true;
    }

    private void set(double factor) {
        value = Math.max(SMALLEST, Math.min(LARGEST, factor));
        good = 0;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ObjectNode numbers() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("scale", value)
                .put("good", good)
                .put("overflows", overflows);
    }

    @Override
    public void restore(StateDict tensors, JsonNode numbers) {
        double factor = numbers.path("scale").asDouble(Double.NaN);
        int updates = numbers.path("good").asInt(-1);
        if (!(factor >= SMALLEST && factor <= LARGEST) || updates < 0 || updates >= INTERVAL) {
            throw new IllegalArgumentException(
                    "The state of the loss scaling '"
                            + name
                            + "' does not fit: "
                            + numbers
                            + "; a scale from "
                            + SMALLEST
                            + " to "
                            + LARGEST
                            + " and good updates from 0 to "
                            + (INTERVAL - 1)
                            + " would be right.");
        }
        set(factor);
        good = updates;
        overflows = numbers.path("overflows").asLong();
    }
}
