// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.nn.Fingerprint;
import org.restauro.images.PixelImage;
import org.restauro.models.inpaint.NoiseMode;
import org.restauro.models.inpaint.Sampling;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.models.mat.MatConfig;

/** Networks of the published widths with references; prints what they cost. */
class PublishedSizesTest {
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"128, full, float32", "512, lightweight, float32"})
    void references_change_the_picture_and_their_absence_does_not(
            int side, String variant, String precision) {
        ComputePolicy policy = ComputePolicy.parse(precision + ",cpu,channels-last,threads=1");
        MatConfig network = MatConfig.published(side);
        ReferenceConfig config =
                "full".equals(variant) ? ReferenceConfig.FULL : ReferenceConfig.LIGHTWEIGHT;
        ReferenceGuidedGenerator generator = new ReferenceGuidedGenerator(network, config);
        generator.loadBackbone(Small.backbone(network), policy);
        generator.initialiseReference(policy, Noise.seeded(1));
        try (ReferenceGuidedNetwork guided = new ReferenceGuidedNetwork(generator, policy)) {
            byte[] rgb = new byte[200 * 150 * 3];
            new Random(1).nextBytes(rgb);
            List<PixelImage> pictures = List.of(PixelImage.of8(200, 150, 3, rgb));
            float[] image = FormulaWeights.sequence(777, 3 * side * side, 1);
            float[] mask = new float[side * side];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = i / side > side / 4 && i / side < side / 2 ? 0 : 1;
            }
            float[] z = FormulaWeights.sequence(999, 512, 1.7);
            Sampling sampling = new Sampling(z, 1, NoiseMode.CONST, new long[] {5});

            float[] plain = guided.inpaint(image, mask, 1, side, side, sampling);
            guided.follow(guided.encode(List.of("a"), pictures));
            long start = cpuNanos();
            assertThat(guided.inpaint(image, mask, 1, side, side, sampling)).isEqualTo(plain);
            double with = seconds(start);
            Small.open(generator, 0.5f);
            try (ReferenceGuidedNetwork trained = new ReferenceGuidedNetwork(generator, policy)) {
                start = cpuNanos();
                assertThat(trained.inpaint(image, mask, 1, side, side, sampling)).isEqualTo(plain);
                double without = seconds(start);
                trained.follow(trained.encode(List.of("a"), pictures));
                float[] other = trained.inpaint(image, mask, 1, side, side, sampling);
                assertThat(other).isNotEqualTo(plain);
                for (float v : other) {
                    assertThat(Float.isFinite(v)).isTrue();
                }
                start = cpuNanos();
                Fingerprint.of(generator.backbone());
                System.out.printf(
                        Locale.ROOT,
                        "%d² %s %s, CPU time: %.2f s without, %.2f s with a reference;"
                                + " fingerprint %.2f s%n",
                        side,
                        variant,
                        policy,
                        without,
                        with,
                        seconds(start));
            }
        }
    }

    /** Processor time of this thread, which computes alone: other work does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double seconds(long start) {
        return (cpuNanos() - start) / 1e9;
    }
}
