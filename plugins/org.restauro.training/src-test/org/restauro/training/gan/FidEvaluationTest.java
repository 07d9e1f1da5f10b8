// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.images.PixelImage;
import org.restauro.images.source.Crops;
import org.restauro.images.source.MemorySource;
import org.restauro.metrics.distribution.FrechetDistance;
import org.restauro.metrics.features.FeatureExtractor;
import org.restauro.metrics.features.FeatureSet;
import org.restauro.metrics.features.ImageItem;
import org.restauro.metrics.statistics.CovarianceRule;
import org.restauro.metrics.weights.MetricWeights;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.models.gan.synthesis.SynthesisRow;
import org.restauro.models.gan.synthesis.SynthesisSettings;
import org.restauro.training.config.SettingsTree;

/** With formula-filled weights, as the published ones are not part of the tests. */
@Tag("slow")
class FidEvaluationTest {
    private static final ComputePolicy POLICY = ComputePolicy.REFERENCE;
    private static final int COUNT = 3;

    @TempDir private Path folder;

    private static GanGenerator generator() {
        SettingsTree tree = TinyGans.settings("stylegan2", 1);
        GanGenerator generator = GanNetworks.generator(GanTrainingSettings.of(tree).generator());
        generator.initialise(POLICY, Noise.seeded(3));
        return generator;
    }

    private double measure(FidSettings settings, ImageSynthesizer synthesizer, MemorySource real)
            throws Exception {
        try (MetricWeights.Inception inception =
                MetricWeights.formula().inception(settings.rule(), POLICY)) {
            return new FidEvaluation(
                            settings,
                            synthesizer,
                            inception.features(),
                            POLICY,
                            real,
                            Crops.PROGRESSIVE,
                            folder,
                            null)
                    .measure();
        }
    }

    @Test
    void pictures_rounded_as_they_are_saved_have_the_value_of_the_saved_ones() throws Exception {
        FidSettings settings = new FidSettings(COUNT, folder, folder.resolve("features"), false, 2);
        try (ImageSynthesizer synthesizer = new ImageSynthesizer(generator(), POLICY, 0)) {
            List<SynthesisRow> rows = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                rows.add(SynthesisRow.ofSeed(i));
            }
            List<PixelImage> made = synthesizer.images(rows, SynthesisSettings.PLAIN);
            MemorySource noise = (MemorySource) TinyGans.images(COUNT);
            double expected = expected(made, noise, settings);
            assertThat(measure(settings, synthesizer, noise))
                    .isCloseTo(expected, within(1e-6 * expected));
            assertThat(Files.list(folder.resolve("features"))).isNotEmpty();
            FidSettings raw = new FidSettings(COUNT, folder, null, true, 2);
            assertThat(measure(raw, synthesizer, noise))
                    .isNotCloseTo(expected, within(1e-6 * expected));
        }
    }

    private static double expected(List<PixelImage> made, MemorySource real, FidSettings settings)
            throws Exception {
        try (MetricWeights.Inception inception =
                MetricWeights.formula().inception(settings.rule(), POLICY)) {
            FeatureExtractor extractor = new FeatureExtractor(inception.features(), null, 2, 1);
            List<ImageItem> fakes = new ArrayList<>();
            List<ImageItem> reals = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                fakes.add(ImageItem.of("fake " + i, made.get(i)));
                reals.add(ImageItem.of("real " + i, real.read(i)));
            }
            FeatureSet a = extractor.extract(fakes, FeatureExtractor.Progress.NONE);
            FeatureSet b = extractor.extract(reals, FeatureExtractor.Progress.NONE);
            return FrechetDistance.of(a, b, CovarianceRule.N_MINUS_1, POLICY);
        }
    }
}
