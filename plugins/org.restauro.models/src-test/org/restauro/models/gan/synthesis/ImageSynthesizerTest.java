// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.restauro.models.gan.synthesis.TinyGenerators.synthesizer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.images.PixelImage;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.Truncation;

/** Pictures of small generators: what they depend on, and on what they do not. */
class ImageSynthesizerTest {
    private static final SynthesisSettings RANDOM = SynthesisSettings.PLAIN.with(LayerNoise.RANDOM);

    @Test
    void the_latent_of_a_seed_is_that_of_published_scripts() {
        // numpy.random.RandomState(0).randn(1, 4) and RandomState(42).randn(1, 3)
        assertThat(ImageSynthesizer.latent(0, 4))
                .containsExactly(
                        new float[] {1.7640524f, 0.4001572f, 0.978738f, 2.2408931f}, within(1e-6f));
        assertThat(ImageSynthesizer.latent(42, 3))
                .containsExactly(new float[] {0.4967142f, -0.1382643f, 0.6476885f}, within(1e-6f));
        assertThat(ImageSynthesizer.latent(1L << 40, 2))
                .isNotEqualTo(ImageSynthesizer.latent(0, 2));
    }

    @Test
    void a_picture_does_not_depend_on_the_rows_beside_it() {
        for (String family : List.of("pggan", "stylegan", "stylegan2")) {
            try (ImageSynthesizer s = synthesizer(family, 0)) {
                List<SynthesisRow> rows =
                        LongStream.range(0, 4).mapToObj(SynthesisRow::ofSeed).toList();
                float[] all = s.raw(rows, RANDOM);
                float[] third = s.raw(rows.subList(2, 3), RANDOM);
                for (int i = 0; i < third.length; i++) {
                    assertThat(all[2 * third.length + i]).isEqualTo(third[i]);
                }
                assertThat(s.images(rows, RANDOM)).hasSize(4);
            }
        }
    }

    @Test
    void random_noise_follows_the_seed_and_stored_noise_does_not() {
        try (ImageSynthesizer s = synthesizer("stylegan2", 0)) {
            SynthesisRow row = SynthesisRow.ofCodes(ImageSynthesizer.latent(5, 8), LatentSpace.Z);
            List<SynthesisRow> rows = List.of(row.withSeed(1), row.withSeed(2), row.withSeed(1));
            float[] stored = s.raw(rows, SynthesisSettings.PLAIN);
            float[] random = s.raw(rows, RANDOM);
            int size = stored.length / 3;
            assertThat(part(stored, 0, size)).isEqualTo(part(stored, 1, size));
            assertThat(part(random, 0, size)).isEqualTo(part(random, 2, size));
            assertThat(part(random, 0, size)).isNotEqualTo(part(random, 1, size));
            assertThat(s.raw(rows, SynthesisSettings.PLAIN.with(LayerNoise.NONE)))
                    .isNotEqualTo(stored);
        }
    }

    private static float[] part(float[] all, int i, int size) {
        return Arrays.copyOfRange(all, i * size, (i + 1) * size);
    }

    @Test
    void rendering_leaves_no_array_behind() {
        try (ImageSynthesizer s = synthesizer("stylegan2", 0)) {
            List<SynthesisPlan.Place> seeds =
                    SynthesisPlan.series(s.config(), List.of(1L, 2L), List.of()).places();
            Truncation cut = new Truncation(0.7, 2);
            long before = Torch.liveArrays();
            SynthesisPlan mixed =
                    SynthesisPlan.mixing(s, seeds, seeds, IndexList.MIXED_LAYERS, cut);
            SynthesisPlan path = SynthesisPlan.path(s, seeds, 2, LatentSpace.W, cut, true);
            for (SynthesisPlan plan : List.of(mixed, path)) {
                List<SynthesisRow> rows =
                        plan.pictures().stream().map(SynthesisPlan.Place::row).toList();
                s.images(rows, RANDOM.with(cut));
            }
            s.codes(SynthesisRow.ofSeed(3), LatentSpace.W, cut);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> s.style(SynthesisRow.ofCodes(new float[32], LatentSpace.WP)));
            assertThat(Torch.liveArrays()).isEqualTo(before);
        }
    }

    @Test
    void codes_of_all_spaces_give_the_picture_they_come_from() {
        for (String family : List.of("stylegan", "stylegan2")) {
            try (ImageSynthesizer s = synthesizer(family, 0)) {
                SynthesisRow row = SynthesisRow.ofSeed(3);
                SynthesisSettings plain = SynthesisSettings.PLAIN;
                float[] expected = s.raw(List.of(row), plain);
                float[] z = s.codesOf(row);
                float[] w = s.style(row);
                float[] wp = s.styles(row, Truncation.NONE);
                assertThat(s.raw(List.of(SynthesisRow.ofCodes(z, LatentSpace.Z)), plain))
                        .isEqualTo(expected);
                assertThat(s.raw(List.of(SynthesisRow.ofCodes(w, LatentSpace.W)), plain))
                        .isEqualTo(expected);
                assertThat(s.raw(List.of(SynthesisRow.ofCodes(wp, LatentSpace.WP)), plain))
                        .isEqualTo(expected);
                SynthesisSettings cut = plain.with(new Truncation(0.5, 2));
                float[] truncated = s.raw(List.of(row), cut);
                assertThat(truncated).isNotEqualTo(expected);
                float[] styles = s.styles(row, cut.truncation());
                assertThat(s.raw(List.of(SynthesisRow.ofCodes(styles, LatentSpace.WP)), cut))
                        .isEqualTo(truncated);
                assertThat(s.raw(List.of(SynthesisRow.ofCodes(w, LatentSpace.W)), cut))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void classes_change_the_picture_and_are_checked() {
        for (String family : List.of("pggan", "stylegan2ada")) {
            try (ImageSynthesizer s = synthesizer(family, 3);
                    ImageSynthesizer none = synthesizer("stylegan2", 0)) {
                SynthesisRow row = SynthesisRow.ofSeed(1);
                SynthesisRow first = row.withLabel(ClassLabels.oneHot(s.config(), 0));
                SynthesisRow second = row.withLabel(ClassLabels.oneHot(s.config(), 2));
                float[] both = s.raw(List.of(first, second), SynthesisSettings.PLAIN);
                int size = both.length / 2;
                assertThat(part(both, 0, size)).isNotEqualTo(part(both, 1, size));
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> s.raw(List.of(row), SynthesisSettings.PLAIN))
                        .withMessage("The model has 3 classes; choose one of 0 to 2.");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> ClassLabels.oneHot(s.config(), 3))
                        .withMessageContaining("0 to 2 would be right");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> ClassLabels.oneHot(none.config(), 0))
                        .withMessageContaining("without classes");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> none.raw(List.of(first), SynthesisSettings.PLAIN))
                        .withMessageContaining("without classes");
                assertThatIllegalArgumentException()
                        .isThrownBy(
                                () ->
                                        s.raw(
                                                List.of(row.withLabel(new float[] {1, 0})),
                                                SynthesisSettings.PLAIN))
                        .withMessageContaining("a value for each");
            }
        }
    }

    @Test
    void rejects_codes_that_do_not_fit() {
        try (ImageSynthesizer s = synthesizer("stylegan2", 0);
                ImageSynthesizer p = synthesizer("pggan", 0)) {
            SynthesisRow wide = SynthesisRow.ofCodes(new float[9], LatentSpace.W);
            SynthesisRow style = SynthesisRow.ofCodes(new float[8], LatentSpace.W);
            SynthesisRow broken =
                    SynthesisRow.ofCodes(
                            new float[] {0, 0, Float.NaN, 0, 0, 0, 0, 0}, LatentSpace.Z);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> s.raw(List.of(wide), SynthesisSettings.PLAIN))
                    .withMessage(
                            "Codes of W with 9 values do not fit the model; 8 would be right.");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> s.raw(List.of(broken), SynthesisSettings.PLAIN))
                    .withMessageContaining("Value 2 of the codes is NaN");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> p.raw(List.of(style), SynthesisSettings.PLAIN))
                    .withMessageContaining("takes no codes of W");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> p.style(SynthesisRow.ofSeed(1)))
                    .withMessageContaining("has no styles");
        }
    }

    @Test
    void values_become_pixels_as_published() {
        try (ImageSynthesizer s = synthesizer("pggan", 0)) {
            float[] values = new float[3 * 64];
            values[0] = -1;
            values[1] = 1;
            values[2] = -5;
            values[3] = 5;
            values[4] = 0;
            values[5] = (float) (1.4 / 127.5 - 1);
            values[6] = (float) (1.6 / 127.5 - 1);
            PixelImage image = Pictures.image(values, 0, s.config());
            int[] expected = {0, 255, 0, 255, 128, 1, 2};
            for (int x = 0; x < expected.length; x++) {
                assertThat(image.sample(x, 0, 0)).isEqualTo(expected[x]);
            }
            values[9] = Float.NaN;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Pictures.image(values, 0, s.config()))
                    .withMessageContaining("not numbers");
        }
    }
}
