// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures steps: how long one takes and how much of it is waiting for images, as means since it
 * was asked last.
 */
public final class StepTimer implements Controller, BatchSource {
    private static final double NANOS = 1e9;

    private final BatchSource source;
    private long dataNanos;
    private long stepNanos;
    private long steps;
    private long began;

    /** Takes the images; give this to the training loop as source and as controller. */
    public StepTimer(BatchSource source) {
        this.source = source;
    }

    @Override
    public Priority priority() {
        return Priority.FIRST;
    }

    @Override
    public void beforeStep(TrainingRun run) {
        began = System.nanoTime();
    }

    @Override
    public void afterStep(TrainingRun run) {
        stepNanos += System.nanoTime() - began;
        steps++;
    }

    @Override
    public TrainingBatch next(int size) throws IOException, InterruptedException {
        long start = System.nanoTime();
        TrainingBatch batch = source.next(size);
        dataNanos += System.nanoTime() - start;
        return batch;
    }

    /** {@code Time/data} and {@code Time/iteration}, seconds a step; then it begins anew. */
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("Time/data", dataNanos / NANOS / Math.max(1, steps));
        values.put("Time/iteration", stepNanos / NANOS / Math.max(1, steps));
        dataNanos = 0;
        stepNanos = 0;
        steps = 0;
        return values;
    }

    @Override
    public String position() {
        return source.position();
    }

    @Override
    public void close() {
        source.close();
    }
}
