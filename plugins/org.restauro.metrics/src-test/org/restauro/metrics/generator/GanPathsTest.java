// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.metrics.Metric;
import org.restauro.metrics.MetricValue;
import org.restauro.metrics.ScoreReport;
import org.restauro.metrics.ScoreSettings;
import org.restauro.metrics.Scoring;
import org.restauro.metrics.distribution.PathLength;
import org.restauro.metrics.weights.MetricWeights;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.synthesis.ClassLabels;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.models.gan.synthesis.SynthesisRow;
import org.restauro.models.gan.synthesis.SynthesisSettings;

/** Paths of small GANs, and their length in a report. */
class GanPathsTest {
    private static final ComputePolicy POLICY = ComputePolicy.parse("float32,cpu,threads=1");

    private static ImageSynthesizer synthesizer(String family, int labels) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gan_type", family).put("resolution", 16).put("label_size", labels);
        json.put("z_space_dim", 8).put("fmaps_base", 64).put("fmaps_max", 8);
        if (!family.equals("pggan")) {
            json.put("w_space_dim", 8).put("mapping_layers", 2).put("mapping_fmaps", 8);
        }
        GanGenerator generator = GanNetworks.generator(GeneratorConfig.fromJson(json));
        generator.initialise(POLICY, Noise.seeded(3));
        return new ImageSynthesizer(generator, POLICY, 0);
    }

    @Test
    void a_path_begins_with_the_picture_of_its_latent() {
        for (PathLength.Space space : PathLength.Space.values()) {
            try (ImageSynthesizer s = synthesizer("stylegan2ada", 3)) {
                GanPaths paths = new GanPaths(s);
                float[] from = ImageSynthesizer.latent(1, 8);
                float[] to = ImageSynthesizer.latent(2, 8);
                PathLength.Pair pair =
                        paths.pairs(List.of(new PathLength.Path(from, to, 2, 0, 0.01, 77)), space)
                                .get(0);
                SynthesisRow row =
                        new SynthesisRow(
                                77, from, LatentSpace.Z, ClassLabels.oneHot(s.config(), 2));
                float[] expected =
                        s.raw(List.of(row), SynthesisSettings.PLAIN.with(LayerNoise.RANDOM));
                assertThat(pair.first().values()).isEqualTo(expected);
                assertThat(pair.second().values()).isNotEqualTo(expected);
                // with equal noise a small step changes little
                double difference = 0;
                for (int i = 0; i < expected.length; i++) {
                    difference += Math.abs(pair.second().values()[i] - expected[i]);
                }
                assertThat(difference / expected.length).isBetween(1e-7, 0.05);
            }
        }
    }

    @Test
    void the_length_of_paths_does_not_depend_on_a_small_step() throws IOException {
        try (ImageSynthesizer s = synthesizer("stylegan2", 0)) {
            PathLength few = PathLength.PUBLISHED.withSamples(6);
            MetricValue published = ppl(s, few);
            MetricValue larger = ppl(s, few.withEpsilon(1e-3));
            assertThat(published.name()).isEqualTo("PPL");
            assertThat(published.value()).isPositive();
            assertThat(larger.value() / published.value()).isBetween(0.8, 1.25);
            assertThat(published.generated()).isEqualTo(6);
            assertThat(published.higherIsBetter()).isFalse();
            assertThat(published.warnings().get(0)).contains("Only 6 paths");
        }
    }

    private static MetricValue ppl(ImageSynthesizer s, PathLength paths) throws IOException {
        ScoreReport report = report(new GanPaths(s), paths);
        assertThat(report.skipped()).isEmpty();
        return report.values().get(0);
    }

    private static ScoreReport report(PathLength.Generator generator, PathLength paths)
            throws IOException {
        ScoreSettings settings =
                ScoreSettings.published(EnumSet.of(Metric.PATH_LENGTH)).with(POLICY).with(paths);
        List<String> stages = new ArrayList<>();
        return new Scoring(settings, MetricWeights.formula(), generator)
                .score(
                        List.of(),
                        List.of(),
                        List.of(),
                        (stage, pictures, total) -> stages.add(stage));
    }

    @Test
    void says_what_is_missing_or_does_not_fit() throws IOException {
        PathLength few = PathLength.PUBLISHED.withSamples(2);
        assertThat(report(null, few).skipped().get(0).reason()).contains("give a GAN model");
        try (ImageSynthesizer s = synthesizer("pggan", 0)) {
            assertThat(report(new GanPaths(s), few).skipped().get(0).reason())
                    .contains("choose paths through z");
            assertThat(
                            report(
                                            new GanPaths(s),
                                            few.cropped(true).with(PathLength.Space.Z, false))
                                    .skipped()
                                    .get(0)
                                    .reason())
                    .contains("8 x 8 pixels are too small");
        }
        ScoreSettings settings =
                ScoreSettings.published(EnumSet.of(Metric.PATH_LENGTH)).with(POLICY).with(few);
        try (ImageSynthesizer s = synthesizer("stylegan2", 0)) {
            ScoreReport report =
                    new Scoring(settings, MetricWeights.in(List.of()), new GanPaths(s))
                            .score(List.of(), List.of(), List.of(), (a, b, c) -> {});
            assertThat(report.skipped().get(0).reason()).contains("vgg16-397923af.pth");
        }
    }
}
