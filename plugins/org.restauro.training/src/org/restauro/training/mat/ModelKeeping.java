// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.mat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.mat.MatGenerator;
import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;
import org.restauro.training.report.Evaluation;

/**
 * Writes the averaged generator as a model file: {@value #MODEL} with each checkpoint and at the
 * end, {@value #BEST} whenever held-out images were restored better than before.
 */
final class ModelKeeping implements Controller, Evaluation.Listener {
    /** The latest average. */
    static final String MODEL = "model.safetensors";

    /** The average that restored held-out images best. */
    static final String BEST = "best.safetensors";

    private final MatGenerator average;
    private final ModelDescription description;
    private final Path folder;
    private final long interval;

    ModelKeeping(MatGenerator average, ModelDescription description, Path folder, long interval) {
        this.average = average;
        this.description = description;
        this.folder = folder;
        this.interval = interval;
    }

    Path model() {
        return folder.resolve(MODEL);
    }

    Path best() {
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
            write(best(), images);
        }
    }

    private void write(Path file, long images) throws IOException {
        Map<String, String> more = new java.util.TreeMap<>(description.more());
        more.put("kimg", String.format(Locale.ROOT, "%.3f", images / 1000.0));
        ModelDescription now =
                new ModelDescription(
                        description.family(),
                        description.config(),
                        description.licence(),
                        description.origin(),
                        more);
        ModelFile.write(file, now, Map.of(ModelFile.GENERATOR, average.stateDict()));
    }
}
