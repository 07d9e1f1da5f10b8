// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.WriteOptions;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.synthesis.ClassLabels;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.models.gan.synthesis.SynthesisRow;
import org.restauro.models.gan.synthesis.SynthesisSettings;
import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;
import org.restauro.training.report.SampleGrid;
import org.restauro.training.report.SamplePage;

/**
 * Draws what the averaged generator makes of the same latents each time, those of the seeds 0, 1, 2
 * …: {@code snapshot_000500.html}, a page of its own, and {@code snapshot_000500.png}, named after
 * the steps done. Classes take turns. Training's randomness is not touched.
 */
final class Snapshots implements Controller {
    /** Pictures that the report shows. */
    private static final int IN_REPORT = 24;

    private final ImageSynthesizer synthesizer;
    private final SynthesisSettings settings;
    private final Path folder;
    private final int count;
    private long drawn = -1;
    private SampleGrid.Picture latest;

    /**
     * Draws into a folder.
     *
     * @param synthesizer of the averaged generator; stays the caller's
     * @param folder made if it is not there
     * @param count pictures, 1 or more
     */
    Snapshots(ImageSynthesizer synthesizer, SynthesisSettings settings, Path folder, int count) {
        this.synthesizer = synthesizer;
        this.settings = settings;
        this.folder = folder;
        this.count = count;
    }

    /** What was drawn last; null before the first time. */
    SampleGrid.Picture latest() {
        return latest;
    }

    /** Before the log is written, so that the report shows this step's pictures. */
    @Override
    public Priority priority() {
        return Priority.HIGH;
    }

    @Override
    public void afterStep(TrainingRun run) throws IOException {
        draw(run);
    }

    @Override
    public void end(TrainingRun run) throws IOException {
        if (!run.failed() && run.step() > 0 && run.step() != drawn) {
            draw(run);
        }
    }

    private void draw(TrainingRun run) throws IOException {
        List<PixelImage> pictures = synthesizer.images(rows(), settings);
        drawn = run.step();
        List<SampleGrid.Strip> strips = new ArrayList<>();
        for (PixelImage picture : pictures.subList(0, Math.min(IN_REPORT, count))) {
            strips.add(new SampleGrid.Strip(List.of(picture)));
        }
        latest = new SampleGrid.Picture(run.images(), strips, List.of(""), "Pictures made");
        Files.createDirectories(folder);
        String name = String.format(Locale.ROOT, "snapshot_%06d", run.step());
        ImageFiles.write(
                SamplePage.grid(pictures),
                folder.resolve(name + ".png"),
                WriteOptions.defaults().withExisting(WriteOptions.Existing.REPLACE));
        String title =
                String.format(
                        Locale.ROOT,
                        "Step %d, %.1f kimg: %s",
                        run.step(),
                        run.images() / 1000.0,
                        settings.truncation());
        SamplePage.write(folder.resolve(name + ".html"), title, pictures);
    }

    private List<SynthesisRow> rows() {
        GeneratorConfig config = synthesizer.config();
        List<SynthesisRow> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            SynthesisRow row = SynthesisRow.ofSeed(i);
            rows.add(
                    config.labelSize() == 0
                            ? row
                            : row.withLabel(ClassLabels.oneHot(config, i % config.labelSize())));
        }
        return rows;
    }
}
