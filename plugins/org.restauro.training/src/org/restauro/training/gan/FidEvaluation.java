// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Precision;
import org.restauro.images.PixelImage;
import org.restauro.images.source.Crops;
import org.restauro.images.source.ImageSource;
import org.restauro.metrics.distribution.FrechetDistance;
import org.restauro.metrics.features.FeatureCache;
import org.restauro.metrics.features.FeatureExtractor;
import org.restauro.metrics.features.ImageItem;
import org.restauro.metrics.features.InceptionFeatures;
import org.restauro.metrics.statistics.CovarianceRule;
import org.restauro.metrics.statistics.Moments;
import org.restauro.metrics.statistics.MomentsBuilder;
import org.restauro.metrics.statistics.StatisticsBackend;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.models.gan.synthesis.SynthesisRow;
import org.restauro.models.gan.synthesis.SynthesisSettings;
import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;
import org.restauro.training.report.BestKeeping;
import org.restauro.training.report.ValueSource;

/**
 * Measures the FID of the averaged generator against real images: {@value #FID} in the log, a line
 * in {@code metric_fid50000.txt} as in GenForce. Pictures are those of the seeds 0, 1, 2 …, without
 * truncation, with stored noise and the labels of the real images in turn. Real images are cropped
 * as in training, and their features kept by their content.
 */
final class FidEvaluation implements Controller, ValueSource {
    /** Name of the value. */
    static final String FID = "Valid/fid";

    private final FidSettings settings;
    private final ImageSynthesizer synthesizer;
    private final InceptionFeatures inception;
    private final ComputePolicy policy;
    private final ImageSource real;
    private final Crops crop;
    private final Path folder;
    private final BestKeeping best;
    private Moments realMoments;
    private Map<String, Double> fresh = Map.of();

    /**
     * An evaluation.
     *
     * @param synthesizer of the averaged generator; stays the caller's
     * @param inception stays the caller's
     * @param real images, with labels if the generator has classes
     * @param folder of the run
     * @param best is offered each value; null for nobody
     */
    FidEvaluation(
            FidSettings settings,
            ImageSynthesizer synthesizer,
            InceptionFeatures inception,
            ComputePolicy policy,
            ImageSource real,
            Crops crop,
            Path folder,
            BestKeeping best) {
        this.settings = settings;
        this.synthesizer = synthesizer;
        this.inception = inception;
        this.policy = policy.with(Precision.FLOAT32);
        this.real = real;
        this.crop = crop;
        this.folder = folder;
        this.best = best;
    }

    @Override
    public Priority priority() {
        return Priority.HIGH;
    }

    @Override
    public void afterStep(TrainingRun run) throws IOException {
        double fid = measure();
        fresh = Map.of(FID, fid);
        Files.writeString(
                folder.resolve("metric_fid" + settings.count() + ".txt"),
                String.format(
                        Locale.ROOT,
                        "FID: %.5f at iter %06d (%.1f kimg).%n",
                        fid,
                        run.step(),
                        run.images() / 1000.0),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        if (best != null) {
            best.offer(FID, fid, run.images());
        }
    }

    /** The value now. */
    double measure() throws IOException {
        if (realMoments == null) {
            realMoments = realMoments();
        }
        return FrechetDistance.of(realMoments, moments(), CovarianceRule.N_MINUS_1, policy);
    }

    private Moments realMoments() throws IOException {
        int side = synthesizer.config().resolution();
        List<ImageItem> items = new ArrayList<>();
        for (int i = 0; i < Math.min(settings.count(), real.size()); i++) {
            items.add(new Cropped(real, i, crop, side));
        }
        FeatureCache cache = settings.cache() == null ? null : new FeatureCache(settings.cache());
        try (MomentsBuilder builder =
                StatisticsBackend.torch(policy).moments(inception.dimension())) {
            new FeatureExtractor(inception, cache, settings.together(), 1)
                    .extract(items, builder::add, FeatureExtractor.Progress.NONE);
            return builder.moments();
        }
    }

    /** A real image as the networks see it. */
    private record Cropped(ImageSource source, int index, Crops crop, int side)
            implements ImageItem {
        @Override
        public String name() {
            return source.name(index);
        }

        @Override
        public Loaded load() throws IOException {
            PixelImage whole = source.read(index);
            return ImageItem.of(name(), crop.of(whole, side)).load();
        }
    }

    private Moments moments() {
        GeneratorConfig config = synthesizer.config();
        int size = config.imageChannels() * config.resolution() * config.resolution();
        try (MomentsBuilder builder =
                StatisticsBackend.torch(policy).moments(inception.dimension())) {
            for (int from = 0; from < settings.count(); from += settings.together()) {
                List<SynthesisRow> rows = rows(from);
                float[] inputs = new float[0];
                if (settings.raw()) {
                    inputs = inputs(synthesizer.raw(rows, plain()), rows.size(), size);
                } else {
                    inputs = inputs(synthesizer.images(rows, plain()));
                }
                builder.add(inception.forward(inputs, rows.size()), rows.size());
            }
            return builder.moments();
        }
    }

    private SynthesisSettings plain() {
        return SynthesisSettings.PLAIN.withBatch(settings.together());
    }

    private List<SynthesisRow> rows(int from) {
        List<SynthesisRow> rows = new ArrayList<>();
        for (int i = from; i < Math.min(settings.count(), from + settings.together()); i++) {
            SynthesisRow row = SynthesisRow.ofSeed(i);
            rows.add(
                    synthesizer.config().labelSize() == 0
                            ? row
                            : row.withLabel(real.labels().vector(i % real.size())));
        }
        return rows;
    }

    private float[] inputs(float[] raw, int count, int size) {
        int side = synthesizer.config().resolution();
        List<float[]> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] one = new float[3 * side * side];
            for (int c = 0; c < 3; c++) {
                int channel = synthesizer.config().imageChannels() == 3 ? c : 0;
                System.arraycopy(
                        raw, i * size + channel * side * side, one, c * side * side, side * side);
            }
            parts.add(settings.rule().prepare(one, side, side));
        }
        return joined(parts);
    }

    private float[] inputs(List<PixelImage> images) {
        return joined(images.stream().map(inception::prepare).toList());
    }

    private static float[] joined(List<float[]> parts) {
        int length = parts.get(0).length;
        float[] all = new float[parts.size() * length];
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i), 0, all, i * length, length);
        }
        return all;
    }

    /** The last value, once; then nothing until the next one. */
    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = fresh;
        fresh = Map.of();
        return values;
    }
}
