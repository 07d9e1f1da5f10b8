// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.checkpoint;

import java.io.IOException;
import java.util.List;
import org.restauro.models.file.ModelDescription;
import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;

/**
 * Writes a checkpoint every so many steps, and one when the run ends, unless it failed: after a
 * failure, or in a row of skipped updates, the last good checkpoint must stay.
 */
public final class Checkpointing implements Controller {
    private final CheckpointFolder folder;
    private final long interval;
    private final ModelDescription model;
    private final List<Persistent> parts;
    private long written = -1;

    /**
     * Takes what is to be kept.
     *
     * @param interval steps from one checkpoint to the next
     * @param model what the networks are
     * @param parts all of the run's parts that remember anything
     */
    public Checkpointing(
            CheckpointFolder folder,
            long interval,
            ModelDescription model,
            List<Persistent> parts) {
        this.folder = folder;
        this.interval = interval;
        this.model = model;
        this.parts = List.copyOf(parts);
    }

    @Override
    public Priority priority() {
        return Priority.LAST;
    }

    @Override
    public long interval() {
        return interval;
    }

    @Override
    public void begin(TrainingRun run) {
        written = run.step();
    }

    @Override
    public void afterStep(TrainingRun run) throws IOException {
        write(run);
    }

    @Override
    public void end(TrainingRun run) throws IOException {
        if (!run.failed()) {
            write(run);
        }
    }

    private void write(TrainingRun run) throws IOException {
        if (run.step() != written && run.skippedInARow() == 0) {
            folder.write(run.step(), run.numbers(), model, parts);
            written = run.step();
        }
    }
}
