// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.metrics.ScoreReport.Skipped;
import org.restauro.metrics.distribution.DiscriminativeScore;
import org.restauro.metrics.distribution.FrechetDistance;
import org.restauro.metrics.distribution.InceptionScore;
import org.restauro.metrics.distribution.KernelDistance;
import org.restauro.metrics.distribution.PrecisionRecall;
import org.restauro.metrics.features.FeatureCache;
import org.restauro.metrics.features.FeatureExtractor;
import org.restauro.metrics.features.FeatureSet;
import org.restauro.metrics.features.ImageItem;
import org.restauro.metrics.statistics.Moments;
import org.restauro.metrics.statistics.MomentsBuilder;
import org.restauro.metrics.statistics.StatisticsBackend;
import org.restauro.metrics.weights.MetricWeights;
import org.restauro.models.inception.FidInception;

/** The metrics of whole sets, from one extraction of features for all of them. */
final class SetScoring {
    /** Below this, features have more dimensions than pictures and FID depends on n strongly. */
    private static final int ENOUGH = 2048;

    private final ScoreSettings settings;
    private final MetricWeights weights;
    private final List<Metric> metrics;
    private final boolean paired;

    SetScoring(
            ScoreSettings settings, MetricWeights weights, List<Metric> metrics, boolean paired) {
        this.paired = paired;
        this.settings = settings;
        this.weights = weights;
        this.metrics = metrics;
    }

    /** What is known of one side: moments always, all vectors where a metric needs them. */
    private record Side(int count, Moments moments, FeatureSet features) {}

    void score(
            List<ImageItem> generated,
            List<ImageItem> real,
            List<MetricValue> values,
            List<Skipped> skipped,
            List<String> warnings,
            Scoring.Progress progress)
            throws IOException {
        if (generated.isEmpty() || real.isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(
                            "Metrics of sets need pictures on both sides; there are %d generated"
                                    + " and %d real ones.",
                            generated.size(), real.size()));
        }
        try (MetricWeights.Inception inception =
                weights.inception(settings.resize(), settings.policy())) {
            FeatureExtractor extractor =
                    new FeatureExtractor(
                            inception.features(),
                            settings.cache() == null ? null : new FeatureCache(settings.cache()),
                            settings.batch(),
                            settings.decoders());
            StatisticsBackend backend =
                    StatisticsBackend.named(settings.statistics(), settings.policy());
            Side g = side(generated, "generated pictures", extractor, backend, progress);
            Side r = side(real, "real pictures", extractor, backend, progress);
            extractor.cacheProblem().ifPresent(warnings::add);
            for (Metric metric : metrics) {
                try {
                    values.addAll(values(metric, g, r, inception));
                } catch (IllegalArgumentException e) {
                    skipped.add(new Skipped(metric, e.getMessage()));
                }
            }
        }
    }

    private Side side(
            List<ImageItem> items,
            String stage,
            FeatureExtractor extractor,
            StatisticsBackend backend,
            Scoring.Progress progress)
            throws IOException {
        FeatureExtractor.Progress told =
                new FeatureExtractor.Progress() {
                    @Override
                    public void done(int pictures, int total) {
                        progress.done(stage, pictures, total);
                    }

                    @Override
                    public boolean cancelled() {
                        return progress.cancelled();
                    }
                };
        if (metrics.equals(List.of(Metric.FID))) {
            try (MomentsBuilder builder = backend.moments(FidInception.FEATURES)) {
                extractor.extract(items, builder::add, told);
                return new Side(items.size(), builder.moments(), null);
            }
        }
        FeatureSet features = extractor.extract(items, told);
        Moments moments =
                metrics.contains(Metric.FID) ? FrechetDistance.moments(features, backend) : null;
        return new Side(items.size(), moments, features);
    }

    private List<MetricValue> values(
            Metric metric, Side g, Side r, MetricWeights.Inception inception) {
        ComputePolicy policy = settings.policy();
        Values out = new Values(metric, g.count, r.count);
        switch (metric) {
            case FID -> {
                double fid =
                        FrechetDistance.of(g.moments, r.moments, settings.covariance(), policy);
                out.add("FID", fid, Double.NaN, false, ", covariance by " + settings.covariance());
            }
            case KID -> {
                KernelDistance.Value kid =
                        KernelDistance.PUBLISHED.of(g.features, r.features, policy);
                String how = ", 100 subsets of " + kid.subsetSize();
                out.add("KID", kid.mean(), kid.deviation(), false, how);
            }
            case IS -> {
                float[] logits = inception.features().logits(g.features);
                InceptionScore.Value is =
                        InceptionScore.PUBLISHED.of(logits, g.count, FidInception.CLASSES);
                String how = ", " + is.splits() + " shuffled splits";
                out.add("IS", is.mean(), is.deviation(), true, how);
            }
            case PRECISION_RECALL -> {
                PrecisionRecall.Value pr =
                        PrecisionRecall.PUBLISHED.of(g.features, r.features, policy);
                String how = ", Inception features, 3 neighbours";
                out.add("Precision", pr.precision(), Double.NaN, true, how);
                out.add("Recall", pr.recall(), Double.NaN, true, how);
                out.add("F-score", pr.fScore(), Double.NaN, true, how);
            }
            case DISCRIMINATIVE -> {
                DiscriminativeScore ids = DiscriminativeScore.of(r.features, g.features, policy);
                String how = ", linear SVM with C = 1";
                out.add("U-IDS", ids.unpaired(), Double.NaN, true, how);
                if (paired && ids.paired().isPresent()) {
                    out.add("P-IDS", ids.paired().getAsDouble(), Double.NaN, true, how);
                } else {
                    out.warnAll(
                            String.format(
                                    "P-IDS is missing: not each of the %d generated pictures is"
                                            + " paired with one of the %d real ones.",
                                    g.count, r.count));
                }
            }
            default -> throw new IllegalStateException(metric + " is no metric of sets");
        }
        return out.list;
    }

    /** The values of one metric. */
    private final class Values {
        private final Metric metric;
        private final int generated;
        private final int real;
        private final List<String> warnings = new ArrayList<>();
        private final List<MetricValue> list = new ArrayList<>();

        Values(Metric metric, int generated, int real) {
            this.metric = metric;
            this.generated = generated;
            this.real = real;
            if (Math.min(generated, real) < ENOUGH) {
                warnings.add(
                        String.format(
                                "Only %d generated and %d real pictures: below %d the value"
                                        + " depends on their number; compare it only with values"
                                        + " of the same numbers.",
                                generated, real, ENOUGH));
            }
        }

        void add(String name, double value, double deviation, boolean higher, String how) {
            String definition = settings.resize() + " resize" + how;
            list.add(
                    new MetricValue(
                            metric,
                            name,
                            value,
                            deviation,
                            higher,
                            generated,
                            real,
                            definition,
                            List.copyOf(warnings)));
        }

        void warnAll(String warning) {
            warnings.add(warning);
            list.replaceAll(
                    v ->
                            new MetricValue(
                                    v.metric(),
                                    v.name(),
                                    v.value(),
                                    v.deviation(),
                                    v.higherIsBetter(),
                                    v.generated(),
                                    v.real(),
                                    v.definition(),
                                    List.copyOf(warnings)));
        }
    }
}
