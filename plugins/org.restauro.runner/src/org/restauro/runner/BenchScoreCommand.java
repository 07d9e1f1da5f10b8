// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.metrics.Metric;
import org.restauro.metrics.ScoreSettings;
import org.restauro.metrics.distribution.DiscriminativeScore;
import org.restauro.metrics.distribution.FrechetDistance;
import org.restauro.metrics.distribution.KernelDistance;
import org.restauro.metrics.distribution.PrecisionRecall;
import org.restauro.metrics.features.FeatureExtractor;
import org.restauro.metrics.features.FeatureSet;
import org.restauro.metrics.features.ImageItem;
import org.restauro.metrics.pair.PictureDistance;
import org.restauro.metrics.statistics.CovarianceRule;
import org.restauro.metrics.statistics.Moments;
import org.restauro.metrics.statistics.StatisticsBackend;
import org.restauro.metrics.weights.MetricWeights;
import org.restauro.models.inception.FidInception;
import org.restauro.models.perceptual.Trunk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restauro bench score}: time and memory of scoring. */
@Command(
        name = "score",
        description = {
            "Measures scoring with formula-filled networks: pictures a second from encoded files to"
                    + " Inception features, time of each statistic, pairs a second of LPIPS, peak"
                    + " resident memory."
        },
        sortOptions = false)
final class BenchScoreCommand implements Callable<Integer> {
    private static final double MIB = 1048576;

    /** Different pictures; the features of a picture take as long the second time. */
    private static final int DISTINCT = 64;

    private static final int LPIPS_PAIRS = 8;

    @Spec private CommandSpec spec;
    @Mixin private ScoreOptions options;

    @Option(
            names = "--images",
            defaultValue = "2000",
            description = "Pictures to extract features from (default ${DEFAULT-VALUE}).")
    private int images;

    @Option(
            names = "--size",
            defaultValue = "256",
            description = "Side of the pictures (default ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--vectors",
            defaultValue = "4000",
            description = "Vectors that the statistics are timed with (default ${DEFAULT-VALUE}).")
    private int vectors;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Also write the table, as Markdown.")
    private Path out;

    private final StringBuilder text = new StringBuilder();

    @Override
    public Integer call() throws IOException {
        ScoreSettings settings = options.settings(EnumSet.allOf(Metric.class));
        say("# Scoring\n\n" + MachineFacts.markdown());
        say("* policy: " + settings.policy() + ", batch " + settings.batch() + ", ");
        say("  " + settings.decoders() + " decoding thread(s)\n");
        say("| what | seconds | rate | peak resident MiB |\n|---|---|---|---|");
        extraction(settings);
        statistics(settings);
        for (Trunk.Kind kind : Trunk.Kind.values()) {
            lpips(settings, kind);
        }
        if (out != null) {
            Files.writeString(out, text, StandardCharsets.UTF_8);
        }
        return 0;
    }

    private void say(String line) {
        text.append(line).append('\n');
        PrintWriter print = spec.commandLine().getOut();
        print.println(line);
        print.flush();
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Times something; {@code count} of a unit are done in it. */
    private void measure(String what, double count, String unit, Work work) throws IOException {
        ProcessMemory.resetPeak();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        String rate =
                count == 0 ? "" : String.format(Locale.ROOT, "%.1f %s/s", count / seconds, unit);
        say(
                String.format(
                        Locale.ROOT,
                        "| %s | %.2f | %s | %.0f |",
                        what,
                        seconds,
                        rate,
                        ProcessMemory.peak() / MIB));
    }

    private void extraction(ScoreSettings settings) throws IOException {
        List<ImageItem> items = new ArrayList<>();
        for (int i = 0; i < DISTINCT; i++) {
            byte[] png = ImageFiles.toPng(picture(i));
            items.add(ImageItem.of("picture " + i, png));
        }
        try (MetricWeights.Inception inception =
                MetricWeights.formula().inception(settings.resize(), settings.policy())) {
            FeatureExtractor extractor =
                    new FeatureExtractor(
                            inception.features(), null, settings.batch(), settings.decoders());
            List<ImageItem> all = new ArrayList<>();
            for (int i = 0; i < images; i++) {
                all.add(items.get(i % DISTINCT));
            }
            measure(
                    "decoding and resizing " + DISTINCT + " PNG of " + size + "² on one thread",
                    DISTINCT,
                    "images",
                    () -> {
                        for (ImageItem item : items) {
                            inception.features().prepare(item.load().decode());
                        }
                    });
            int warm = Math.min(images, settings.batch());
            extractor.extract(all.subList(0, warm), FeatureExtractor.Progress.NONE);
            StatisticsBackend backend =
                    StatisticsBackend.named(
                            options.settings(EnumSet.of(Metric.FID)).statistics(),
                            settings.policy());
            measure(
                    "features and moments of " + images + " pictures, one pass",
                    images,
                    "images",
                    () -> {
                        try (var builder = backend.moments(FidInception.FEATURES)) {
                            extractor.extract(all, builder::add, FeatureExtractor.Progress.NONE);
                            builder.moments();
                        }
                    });
        }
    }

    private PixelImage picture(int seed) {
        byte[] bytes = new byte[3 * size * size];
        Random random = new Random(seed);
        for (int i = 0; i < bytes.length; i++) {
            // half smooth, half noise: a PNG of it decodes like one of a photograph
            bytes[i] =
                    (byte)
                            (i / (3.0 * size)
                                    + 100 * Math.sin(i * 0.001 * seed)
                                    + random.nextInt(32));
        }
        return PixelImage.of8(size, size, 3, bytes);
    }

    private void statistics(ScoreSettings settings) throws IOException {
        FeatureSet a = features(1);
        FeatureSet b = features(2);
        StatisticsBackend backend =
                StatisticsBackend.named(settings.statistics(), settings.policy());
        String of = vectors + " × " + FidInception.FEATURES;
        Moments[] moments = new Moments[2];
        measure(
                "moments of " + of + ", " + backend.name(),
                vectors,
                "vectors",
                () -> moments[0] = FrechetDistance.moments(a, backend));
        moments[1] = FrechetDistance.moments(b, backend);
        measure(
                "FID from two moments",
                0,
                "",
                () ->
                        FrechetDistance.of(
                                moments[0], moments[1], CovarianceRule.N, settings.policy()));
        measure("KID of " + of, 0, "", () -> KernelDistance.PUBLISHED.of(a, b, settings.policy()));
        measure(
                "precision and recall of " + of,
                0,
                "",
                () -> PrecisionRecall.PUBLISHED.of(a, b, settings.policy()));
        measure(
                "P-IDS and U-IDS of " + of,
                0,
                "",
                () -> DiscriminativeScore.of(a, b, settings.policy()));
    }

    private FeatureSet features(long seed) {
        Random random = new Random(seed);
        float[] values = new float[vectors * FidInception.FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, (float) (0.4 + 0.4 * random.nextGaussian()));
        }
        return new FeatureSet(vectors, FidInception.FEATURES, values);
    }

    private void lpips(ScoreSettings settings, Trunk.Kind kind) throws IOException {
        PixelImage a = picture(1);
        PixelImage b = picture(2);
        try (PictureDistance distance =
                new PictureDistance(
                        MetricWeights.formula().lpips(kind, settings.policy()),
                        settings.policy())) {
            distance.of(a, b, null);
            measure(
                    "LPIPS " + kind + " of " + LPIPS_PAIRS + " pairs of " + size + "²",
                    LPIPS_PAIRS,
                    "pairs",
                    () -> {
                        for (int i = 0; i < LPIPS_PAIRS; i++) {
                            distance.of(a, b, null);
                        }
                    });
        }
    }
}
