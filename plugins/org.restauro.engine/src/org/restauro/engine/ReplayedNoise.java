// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Gives recorded draws again and complains where the caller asks for something else. */
final class ReplayedNoise implements Noise {
    private final Deque<RecordedNoise.Draw> draws;

    ReplayedNoise(List<RecordedNoise.Draw> draws) {
        this.draws = new ArrayDeque<>(draws);
    }

    @Override
    public float[] normal(String name, long... shape) {
        return next("normal", name, Noise.size(shape));
    }

    @Override
    public float[] uniform(String name, long... shape) {
        return next("uniform", name, Noise.size(shape));
    }

    @Override
    public float[] bernoulli(String name, double p, long... shape) {
        return next("bernoulli", name, Noise.size(shape));
    }

    @Override
    public int below(String name, int bound) {
        return (int) next("below", name, 1)[0];
    }

    private synchronized float[] next(String kind, String name, int size) {
        RecordedNoise.Draw draw = draws.poll();
        if (draw == null
                || !draw.kind().equals(kind)
                || !draw.name().equals(name)
                || draw.values().length != size) {
            throw new IllegalStateException(
                    "Replay asked for "
                            + kind
                            + " '"
                            + name
                            + "' of "
                            + size
                            + " values, but "
                            + (draw == null
                                    ? "nothing is left"
                                    : draw.kind()
                                            + " '"
                                            + draw.name()
                                            + "' of "
                                            + draw.values().length
                                            + " was recorded"));
        }
        return draw.values().clone();
    }
}
