// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.restauro.metrics.ScoreReport.Skipped;
import org.restauro.metrics.distribution.PathLength;
import org.restauro.metrics.features.ImageItem;
import org.restauro.metrics.weights.MetricWeights;
import org.restauro.metrics.weights.MissingWeightsException;

/**
 * Judges pictures by any choice of metrics.
 *
 * <p>A metric that lacks its weights, or whose pictures do not suffice, is left out with its
 * reason; the others are computed. A picture that cannot be read ends set metrics (a distance of
 * another set would be wrong), but only its own pair.
 */
public final class Scoring {
    private final ScoreSettings settings;
    private final MetricWeights weights;
    private final PathLength.Generator generator;

    /** Is told how far it is. */
    public interface Progress {
        /** So many of the pictures of a stage are done. */
        void done(String stage, int pictures, int total);

        /** A pair has its scores, or could not be judged; pairs come in their order. */
        default void judged(PairScores pair) {}

        /** Whether to stop. */
        default boolean cancelled() {
            return Thread.currentThread().isInterrupted();
        }
    }

    /** Prepares a run. */
    public Scoring(ScoreSettings settings, MetricWeights weights) {
        this(settings, weights, null);
    }

    /**
     * Prepares a run that judges a generator as well.
     *
     * @param generator null for none; stays open
     */
    public Scoring(ScoreSettings settings, MetricWeights weights, PathLength.Generator generator) {
        this.settings = settings;
        this.weights = weights;
        this.generator = generator;
    }

    /**
     * Judges pairs, and both sides of them as sets.
     *
     * @throws java.util.concurrent.CancellationException if the progress says so
     */
    public ScoreReport score(List<ScorePair> pairs, Progress progress) throws IOException {
        return score(
                pairs.stream().map(ScorePair::generated).toList(),
                pairs.stream().map(ScorePair::real).toList(),
                pairs,
                progress);
    }

    /**
     * Judges two sets, and pairs of them.
     *
     * @param generated the pictures to judge; may be empty where only a generator is judged
     * @param real what they should be like
     * @param pairs for the pair metrics; may be empty. P-IDS is computed where they are both sets
     *     in order
     * @throws java.util.concurrent.CancellationException if the progress says so
     */
    public ScoreReport score(
            List<ImageItem> generated,
            List<ImageItem> real,
            List<ScorePair> pairs,
            Progress progress)
            throws IOException {
        List<MetricValue> values = new ArrayList<>();
        List<PairScores> rows = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        if (weights.isFormula()) {
            warnings.add(
                    "The networks have untrained weights made by a formula: their scores show that"
                            + " everything works, not how good the pictures are.");
        }
        List<Metric> sets = chosen(Metric.Kind.SET);
        if (!sets.isEmpty()) {
            try {
                new SetScoring(settings, weights, sets, paired(generated, real, pairs))
                        .score(generated, real, values, skipped, warnings, progress);
            } catch (MissingWeightsException | IllegalArgumentException e) {
                sets.forEach(metric -> skipped.add(new Skipped(metric, e.getMessage())));
            }
        }
        List<Metric> pairwise = chosen(Metric.Kind.PAIR);
        if (!pairwise.isEmpty() && pairs.isEmpty()) {
            pairwise.forEach(
                    metric ->
                            skipped.add(
                                    new Skipped(
                                            metric,
                                            "No generated picture has an original, so there is no"
                                                    + " pair to compare.")));
        } else if (!pairwise.isEmpty()) {
            try (PairScoring scoring = PairScoring.open(settings, weights, pairwise, skipped)) {
                scoring.score(pairs, values, rows, progress);
            }
        }
        if (!chosen(Metric.Kind.GENERATOR).isEmpty()) {
            new GeneratorScoring(settings, weights, generator).score(values, skipped, progress);
        }
        return new ScoreReport(
                List.copyOf(values),
                List.copyOf(rows),
                List.copyOf(skipped),
                List.copyOf(warnings));
    }

    private static boolean paired(
            List<ImageItem> generated, List<ImageItem> real, List<ScorePair> pairs) {
        return pairs.stream().map(ScorePair::generated).toList().equals(generated)
                && pairs.stream().map(ScorePair::real).toList().equals(real);
    }

    private List<Metric> chosen(Metric.Kind kind) {
        return settings.metrics().stream().filter(m -> m.kind() == kind).sorted().toList();
    }
}
