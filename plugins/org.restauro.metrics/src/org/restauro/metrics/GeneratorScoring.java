// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.restauro.metrics.distribution.PathLength;
import org.restauro.metrics.pair.PictureDistance;
import org.restauro.metrics.weights.MetricWeights;
import org.restauro.metrics.weights.MissingWeightsException;
import org.restauro.models.perceptual.Trunk;

/** The metric of a generator itself. */
final class GeneratorScoring {
    /** The published value is of so many paths; fewer scatter. */
    private static final int ENOUGH = 10_000;

    private static final String NAME = "PPL";

    private final ScoreSettings settings;
    private final MetricWeights weights;
    private final PathLength.Generator generator;

    GeneratorScoring(
            ScoreSettings settings, MetricWeights weights, PathLength.Generator generator) {
        this.settings = settings;
        this.weights = weights;
        this.generator = generator;
    }

    void score(
            List<MetricValue> values, List<ScoreReport.Skipped> skipped, Scoring.Progress progress)
            throws IOException {
        if (generator == null) {
            skip(skipped, "It judges a generator, and none was given; give a GAN model.");
            return;
        }
        try (PictureDistance distance =
                new PictureDistance(
                        weights.lpips(Trunk.Kind.VGG, settings.policy()), settings.policy())) {
            PathLength.Value value =
                    settings.pathLength()
                            .of(generator, distance, (done, total) -> told(progress, done, total));
            values.add(result(value));
        } catch (MissingWeightsException | IllegalArgumentException e) {
            skip(skipped, e.getMessage());
        }
    }

    private static void skip(List<ScoreReport.Skipped> skipped, String reason) {
        skipped.add(new ScoreReport.Skipped(Metric.PATH_LENGTH, reason));
    }

    private static void told(Scoring.Progress progress, int done, int total) {
        if (progress.cancelled()) {
            throw new CancellationException("Scoring was cancelled.");
        }
        progress.done("paths", done, total);
    }

    private MetricValue result(PathLength.Value value) {
        PathLength paths = settings.pathLength();
        List<String> warnings = new ArrayList<>();
        if (paths.samples() < ENOUGH) {
            warnings.add(
                    String.format(
                            "Only %d paths were measured; published values are of %d, and fewer"
                                    + " scatter.",
                            paths.samples(), PathLength.PUBLISHED.samples()));
        }
        return new MetricValue(
                Metric.PATH_LENGTH,
                NAME,
                value.mean(),
                value.deviation(),
                false,
                paths.samples(),
                0,
                paths + ", LPIPS by VGG-16, without the outer 1 %",
                List.copyOf(warnings));
    }
}
