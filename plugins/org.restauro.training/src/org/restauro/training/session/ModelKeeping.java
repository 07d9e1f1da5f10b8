// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;
import org.restauro.training.report.Evaluation;

/**
 * Writes what is trained as a model file: {@value #MODEL} with each checkpoint and at the end,
 * {@value #BEST} whenever held-out images were restored better than before.
 */
public final class ModelKeeping implements Controller, Evaluation.Listener {
    /** The latest model. */
    public static final String MODEL = "model.safetensors";

    /** The model that restored held-out images best. */
    public static final String BEST = "best.safetensors";

    /** Writes a model. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes what is trained, as it is now.
         *
         * @param more facts about the training by name, to be kept in the file
         */
        void write(Path file, Map<String, String> more) throws IOException;
    }

    private final Writer writer;
    private final Path folder;
    private final long interval;

    /**
     * Keeps models in a folder.
     *
     * @param interval steps from one to the next
     */
    public ModelKeeping(Writer writer, Path folder, long interval) {
        this.writer = writer;
        this.folder = folder;
        this.interval = interval;
    }

    /** File of the latest model. */
    public Path model() {
        return folder.resolve(MODEL);
    }

    /** File of the best model, which is there once there was an evaluation. */
    public Path best() {
        return folder.resolve(BEST);
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
    public void afterStep(TrainingRun run) throws IOException {
        write(model(), run.images());
    }

    @Override
    public void end(TrainingRun run) throws IOException {
        if (!run.failed()) {
            write(model(), run.images());
        }
    }

    @Override
    public void evaluated(
            long step,
            long images,
            Map<String, Double> values,
            boolean isBest,
            List<Evaluation.Restoration> restorations)
            throws IOException {
        if (isBest) {
            keepBest(images);
        }
    }

    /** Writes the best model: what is trained, as it is now. */
    public void keepBest(long images) throws IOException {
        write(best(), images);
    }

    private void write(Path file, long images) throws IOException {
        writer.write(file, Map.of("kimg", String.format(Locale.ROOT, "%.3f", images / 1000.0)));
    }
}
