// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.compare.ImageScores;
import org.restauro.metrics.ScoreReport.Skipped;
import org.restauro.metrics.features.ReadAhead;
import org.restauro.metrics.pair.PictureDistance;
import org.restauro.metrics.weights.MetricWeights;
import org.restauro.metrics.weights.MissingWeightsException;

/**
 * The metrics of pairs: pixels are compared on the reading threads, features on the calling one.
 */
final class PairScoring implements AutoCloseable {
    private final ScoreSettings settings;
    private final List<Metric> metrics;
    private final Map<Metric, PictureDistance> distances;

    private PairScoring(
            ScoreSettings settings, List<Metric> metrics, Map<Metric, PictureDistance> distances) {
        this.settings = settings;
        this.metrics = metrics;
        this.distances = distances;
    }

    /** Opens the networks; a metric whose weights are missing is skipped. */
    static PairScoring open(
            ScoreSettings settings,
            MetricWeights weights,
            List<Metric> metrics,
            List<Skipped> skipped)
            throws IOException {
        List<Metric> possible = new ArrayList<>();
        PairScoring scoring = new PairScoring(settings, possible, new EnumMap<>(Metric.class));
        for (Metric metric : metrics) {
            try {
                if (metric.trunk().isPresent()) {
                    scoring.distances.put(
                            metric,
                            new PictureDistance(
                                    weights.lpips(metric.trunk().get(), settings.policy()),
                                    settings.policy()));
                }
                possible.add(metric);
            } catch (MissingWeightsException e) {
                skipped.add(new Skipped(metric, e.getMessage()));
            } catch (IOException | RuntimeException e) {
                scoring.close();
                throw e;
            }
        }
        return scoring;
    }

    /** A pair that was read and whose pixels were compared, or why it could not be. */
    private record Read(
            PixelImage generated,
            PixelImage real,
            Mask mask,
            ImageScores whole,
            ImageScores inHoles,
            String problem) {}

    void score(
            List<ScorePair> pairs,
            List<MetricValue> values,
            List<PairScores> rows,
            Scoring.Progress progress)
            throws IOException {
        if (metrics.isEmpty()) {
            return;
        }
        int decoders = settings.decoders();
        try (ReadAhead<Read> ahead =
                new ReadAhead<>(
                        decoders,
                        2 * decoders,
                        pairs.stream().map(p -> (Callable<Read>) () -> read(p)).iterator())) {
            while (ahead.hasNext()) {
                if (progress.cancelled()) {
                    throw new CancellationException("Scoring was cancelled.");
                }
                rows.add(row(pairs.get(rows.size()), ahead.next()));
                progress.judged(rows.get(rows.size() - 1));
                progress.done("pairs", rows.size(), pairs.size());
            }
        }
        summarise(rows, values);
    }

    private static Read read(ScorePair pair) {
        try {
            PixelImage a = pair.generated().load().decode().toRgb8();
            PixelImage b = pair.real().load().decode().toRgb8();
            Mask mask = pair.mask() == null ? null : pair.mask().load();
            if (mask != null && !mask.hasHole()) {
                mask = null;
            }
            ImageScores inHoles = mask == null ? null : ImageScores.inHoles(a, b, mask);
            return new Read(a, b, mask, ImageScores.of(a, b), inHoles, null);
        } catch (IOException | IllegalArgumentException e) {
            return new Read(null, null, null, null, null, e.getMessage());
        }
    }

    private PairScores row(ScorePair pair, Read read) {
        Map<String, Double> values = new LinkedHashMap<>();
        if (read.problem != null) {
            return new PairScores(pair.generated().name(), values, read.problem);
        }
        try {
            for (Metric metric : metrics) {
                put(values, metric, read);
            }
            return new PairScores(pair.generated().name(), values, null);
        } catch (IOException | IllegalArgumentException e) {
            return new PairScores(pair.generated().name(), Map.of(), e.getMessage());
        }
    }

    private void put(Map<String, Double> values, Metric metric, Read read) throws IOException {
        String name = PairScores.nameOf(metric, false);
        String inHoles = PairScores.nameOf(metric, true);
        if (distances.containsKey(metric)) {
            PictureDistance.Value value =
                    distances.get(metric).of(read.generated, read.real, read.mask);
            values.put(name, value.total());
            if (read.mask != null) {
                values.put(inHoles, value.inHoles());
            }
            return;
        }
        values.put(name, of(metric, read.whole));
        if (read.inHoles != null) {
            values.put(inHoles, of(metric, read.inHoles));
        }
    }

    private static double of(Metric metric, ImageScores scores) {
        return switch (metric) {
            case PSNR -> scores.psnr();
            case SSIM -> scores.ssim();
            case L1 -> scores.l1();
            default -> throw new IllegalStateException(metric + " is no metric of pixels");
        };
    }

    private void summarise(List<PairScores> rows, List<MetricValue> values) {
        long failed = rows.stream().filter(row -> row.problem() != null).count();
        for (Metric metric : metrics) {
            for (boolean inHoles : new boolean[] {false, true}) {
                String name = PairScores.nameOf(metric, inHoles);
                double[] all =
                        rows.stream()
                                .filter(row -> row.values().containsKey(name))
                                .mapToDouble(row -> row.values().get(name))
                                .filter(v -> !Double.isNaN(v))
                                .toArray();
                if (all.length > 0) {
                    values.add(summary(metric, name, all, failed));
                }
            }
        }
    }

    private static MetricValue summary(Metric metric, String name, double[] all, long failed) {
        double mean = Arrays.stream(all).average().orElseThrow();
        double variance =
                Arrays.stream(all).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        List<String> warnings = new ArrayList<>();
        if (failed > 0) {
            warnings.add(failed + " pairs could not be judged and are left out.");
        }
        if (Double.isInfinite(mean)) {
            warnings.add("A pair of equal pictures makes the mean infinite, as published.");
        }
        return new MetricValue(
                metric,
                name,
                mean,
                Math.sqrt(variance),
                PairScores.higherIsBetter(metric),
                all.length,
                all.length,
                metric.trunk().isPresent() ? "version 0.1, mean of pairs" : "mean of pairs",
                warnings);
    }

    @Override
    public void close() {
        distances.values().forEach(PictureDistance::close);
    }
}
