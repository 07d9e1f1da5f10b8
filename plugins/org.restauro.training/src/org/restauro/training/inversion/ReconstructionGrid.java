// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.WriteOptions;
import org.restauro.images.source.Sample;
import org.restauro.training.TrainingRun;
import org.restauro.training.report.SampleGrid;

/**
 * Draws held-out images beside their reconstructions and what differs, as {@code kimg-000004.png}
 * in a folder, for the report too.
 */
final class ReconstructionGrid implements EncoderEvaluation.Listener {
    private static final List<String> LABELS = List.of("source", "reconstruction", "difference");
    private static final int SHOWN = 12;
    private static final double KIMG = 1000;

    private final Path folder;
    private final List<Sample> samples;
    private SampleGrid.Picture latest;

    ReconstructionGrid(Path folder, List<Sample> samples) {
        this.folder = folder;
        this.samples = samples;
    }

    /** What was drawn last; null before the first evaluation. */
    SampleGrid.Picture latest() {
        return latest;
    }

    @Override
    public void evaluated(TrainingRun run, boolean best, List<PixelImage> reconstructions)
            throws IOException {
        List<SampleGrid.Strip> strips = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN, reconstructions.size()); i++) {
            PixelImage source = samples.get(i).toImage().toRgb8();
            PixelImage made = reconstructions.get(i);
            strips.add(new SampleGrid.Strip(List.of(source, made, difference(source, made))));
        }
        latest = new SampleGrid.Picture(run.images(), strips, LABELS, "Held-out images");
        Files.createDirectories(folder);
        String name = String.format(Locale.ROOT, "kimg-%06d.png", Math.round(run.images() / KIMG));
        ImageFiles.write(
                SampleGrid.draw(strips),
                folder.resolve(name),
                WriteOptions.defaults().withExisting(WriteOptions.Existing.REPLACE));
    }

    /** Absolute differences: black where pictures are equal. */
    private static PixelImage difference(PixelImage a, PixelImage b) {
        byte[] x = a.bytes8();
        byte[] y = b.bytes8();
        byte[] d = new byte[x.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = (byte) Math.abs((x[i] & 0xff) - (y[i] & 0xff));
        }
        return PixelImage.of8(a.width(), a.height(), a.channels(), d);
    }
}
