// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run as its controllers see it: where it stands and what the last step brought.
 *
 * <p>Belongs to the thread that trains, but for {@link #stop}, which any thread may call.
 */
public final class TrainingRun {
    private final List<Phase> phases;
    private final BatchSource data;
    private final Map<String, Double> gradientNorms = new LinkedHashMap<>();
    private Terms terms = new Terms();
    private int batchSize;
    private int nextBatch;
    private long step;
    private long images;
    private long skipped;
    private long overflows;
    private int skippedInARow;
    private boolean failed;
    private volatile String stopReason;

    TrainingRun(
            List<Phase> phases,
            BatchSource data,
            int batchSize,
            long step,
            long images,
            long skipped) {
        this.phases = phases;
        this.data = data;
        this.batchSize = batchSize;
        this.nextBatch = batchSize;
        this.step = step;
        this.images = images;
        this.skipped = skipped;
    }

    /** Steps done; also the number, from 0, of the step that runs. */
    public long step() {
        return step;
    }

    /** Images seen in all steps done. */
    public long images() {
        return images;
    }

    /** Images of the step that runs; between steps, of the last one. */
    public int batchSize() {
        return batchSize;
    }

    /**
     * Changes how many images a step has, for schedules. Set before a step's data is drawn, i.e. in
     * {@link Controller#beforeStep}, it holds from that step on; later, from the next. It is not
     * part of {@link #numbers}: whoever sets it sets it again when a run goes on.
     */
    public void batch(int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "A batch of " + size + " images is none; 1 or more would be right.");
        }
        nextBatch = size;
    }

    /** Images of the next step, or of the step that runs. */
    public int nextBatchSize() {
        return nextBatch;
    }

    /** What a step consists of. */
    public List<Phase> phases() {
        return phases;
    }

    /** Where the data stands, for checkpoints. */
    public String dataPosition() {
        return data.position();
    }

    /** What the losses of the last step reported. */
    public Terms terms() {
        return terms;
    }

    /** Norms of the gradients of the last step's phases, before they were cleaned. */
    public Map<String, Double> gradientNorms() {
        return Map.copyOf(gradientNorms);
    }

    /** How many phases were skipped because they were not finite or diverged. */
    public long skipped() {
        return skipped;
    }

    /** How many of them were the last ones: 0 if the last phase was applied. */
    public int skippedInARow() {
        return skippedInARow;
    }

    /**
     * How many phases of this process were skipped because scaled gradients overflowed; no sign of
     * divergence, and not counted as such. The loss scales count over the whole run.
     */
    public long overflows() {
        return overflows;
    }

    /** Whether the run ends because something went wrong. */
    public boolean failed() {
        return failed;
    }

    /** What the loop must remember to go on: steps, images, skipped phases, place in the data. */
    public ObjectNode numbers() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("step", step)
                .put("images", images)
                .put("skipped", skipped)
                .put("data", dataPosition());
    }

    /** Ends the run after the running step; the first reason stays. */
    public void stop(String reason) {
        if (stopReason == null) {
            stopReason = reason;
        }
    }

    /** Why the run ends; null while it goes on. */
    public String stopReason() {
        return stopReason;
    }

    /** Images of the step whose data is drawn now. */
    int drawBatch() {
        batchSize = nextBatch;
        return batchSize;
    }

    void beginStep() {
        terms = new Terms();
        gradientNorms.clear();
    }

    void add(PhaseStep phase, boolean applied) {
        terms.putAll(phase.terms());
        gradientNorms.put(phase.phase().name(), phase.gradientNorm());
        skippedInARow = applied ? 0 : skippedInARow + 1;
        skipped += applied ? 0 : 1;
    }

    void addOverflow(PhaseStep phase) {
        terms.putAll(phase.terms());
        overflows++;
    }

    void fail() {
        failed = true;
    }

    void endStep() {
        step++;
        images += batchSize;
    }
}
