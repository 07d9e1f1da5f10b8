// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import java.util.ArrayList;
import java.util.List;

/** Passes another source's draws on and keeps them, so that a pass can be computed once more. */
public final class RecordedNoise implements Noise {
    /**
     * One draw.
     *
     * @param kind what was drawn: normal, uniform, bernoulli or below
     * @param name name of the draw
     * @param values the values (one, for {@code below})
     */
    public record Draw(String kind, String name, float[] values) {}

    private final Noise source;
    private final List<Draw> draws = new ArrayList<>();

    RecordedNoise(Noise source) {
        this.source = source;
    }

    /** What was drawn so far, in order. */
    public synchronized List<Draw> draws() {
        return List.copyOf(draws);
    }

    @Override
    public float[] normal(String name, long... shape) {
        return keep("normal", name, source.normal(name, shape));
    }

    @Override
    public float[] uniform(String name, long... shape) {
        return keep("uniform", name, source.uniform(name, shape));
    }

    @Override
    public float[] bernoulli(String name, double p, long... shape) {
        return keep("bernoulli", name, source.bernoulli(name, p, shape));
    }

    @Override
    public int below(String name, int bound) {
        int value = source.below(name, bound);
        keep("below", name, new float[] {value});
        return value;
    }

    private synchronized float[] keep(String kind, String name, float[] values) {
        draws.add(new Draw(kind, name, values.clone()));
        return values;
    }
}
