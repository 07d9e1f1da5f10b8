// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.restauro.engine.Noise;
import org.restauro.engine.Torch;
import org.restauro.images.PixelImage;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.inversion.InversionEncoder;

class ImageInversionTest {
    private static GanGenerator generator;

    @BeforeAll
    static void makeGenerator() {
        generator = TinyGan.generator(GanFamily.STYLEGAN2);
    }

    @AfterAll
    static void closeGenerator() {
        generator.close();
    }

    private static InversionSettings pixels(LatentSpace space, int steps) {
        return InversionSettings.projector(space, steps).judgedBy(0, 1, 0);
    }

    private static Inverted invert(PixelImage image, InversionSettings settings, long seed)
            throws Exception {
        return new ImageInversion(generator, null, null, null, settings, TinyGan.POLICY)
                .invert(image, seed, InversionWatch.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"W", "WP"})
    void a_picture_of_the_generator_itself_is_found_again(LatentSpace space) throws Exception {
        PixelImage image = TinyGan.picture(generator, 5);
        Inverted start = invert(image, pixels(space, 0), 1);
        Inverted found = invert(image, pixels(space, 150), 1);

        System.out.printf("%s: %.1f dB to %.1f dB%n", space, start.psnr(), found.psnr());
        assertThat(found.psnr()).isGreaterThan(start.psnr() + 10);
        assertThat(found.loss()).isLessThan(start.loss() / 10);
        assertThat(found.history()).hasSize(151);
        assertThat(found.space()).isEqualTo(space);
        assertThat(found.rows()).isEqualTo(space == LatentSpace.W ? 1 : 6);
        assertThat(found.size()).isEqualTo(16);
        assertThat(found.lpips()).isNaN();
    }

    @Test
    void a_search_depends_on_picture_and_seed_alone_and_leaves_nothing_behind() throws Exception {
        PixelImage image = TinyGan.picture(generator, 6);
        ImageInversion inversion =
                new ImageInversion(
                        generator, null, null, null, pixels(LatentSpace.WP, 8), TinyGan.POLICY);
        Inverted first = inversion.invert(image, 1, InversionWatch.NONE);
        long before = Torch.liveArrays();
        Inverted other = inversion.invert(TinyGan.picture(generator, 7), 1, InversionWatch.NONE);
        Inverted again = inversion.invert(image, 1, InversionWatch.NONE);
        Inverted seeded = inversion.invert(image, 2, InversionWatch.NONE);

        assertThat(Torch.liveArrays()).isEqualTo(before);
        assertThat(again.codes()).isEqualTo(first.codes());
        assertThat(again.history()).isEqualTo(first.history());
        assertThat(other.codes()).isNotEqualTo(first.codes());
        assertThat(seeded.codes()).isNotEqualTo(first.codes());
    }

    @ParameterizedTest
    @EnumSource(LatentSpace.class)
    void an_encoder_says_where_to_begin(LatentSpace space) throws Exception {
        PixelImage image = TinyGan.picture(generator, 8);
        try (InversionEncoder encoder =
                new InversionEncoder(TinyGan.encoder(generator.config(), space))) {
            encoder.initialise(TinyGan.POLICY, Noise.seeded(4));
            Autoencoder both = new Autoencoder(encoder, generator, space);
            Inverted told =
                    new ImageInversion(
                                    generator,
                                    both,
                                    null,
                                    null,
                                    InversionSettings.ENCODER_ALONE,
                                    TinyGan.POLICY)
                            .invert(image, 1, InversionWatch.NONE);
            Inverted found =
                    new ImageInversion(
                                    generator, both, null, null, pixels(null, 20), TinyGan.POLICY)
                            .invert(image, 1, InversionWatch.NONE);

            assertThat(told.space()).isEqualTo(space);
            assertThat(found.space()).isEqualTo(space);
            assertThat(found.history().get(0)).isEqualTo(told.loss());
            assertThat(found.loss()).isLessThan(told.loss());
        }
    }

    @Test
    void styles_of_an_encoder_are_searched_layer_by_layer() throws Exception {
        try (InversionEncoder encoder =
                new InversionEncoder(TinyGan.encoder(generator.config(), LatentSpace.W))) {
            encoder.initialise(TinyGan.POLICY, Noise.seeded(4));
            Inverted found =
                    new ImageInversion(
                                    generator,
                                    new Autoencoder(encoder, generator, LatentSpace.W),
                                    null,
                                    null,
                                    pixels(LatentSpace.WP, 3),
                                    TinyGan.POLICY)
                            .invert(TinyGan.picture(generator, 8), 1, InversionWatch.NONE);
            assertThat(found.rows()).isEqualTo(6);
        }
    }

    @Test
    void latents_of_a_generator_without_styles_are_searched() throws Exception {
        try (GanGenerator growing = TinyGan.generator(GanFamily.PGGAN)) {
            PixelImage image = TinyGan.picture(growing, 9);
            Inverted found =
                    new ImageInversion(
                                    growing,
                                    null,
                                    null,
                                    null,
                                    pixels(LatentSpace.Z, 30),
                                    TinyGan.POLICY)
                            .invert(image, 1, InversionWatch.NONE);
            assertThat(found.loss()).isLessThan(found.history().get(0));
            assertThatThrownBy(
                            () ->
                                    new ImageInversion(
                                            growing,
                                            null,
                                            null,
                                            null,
                                            pixels(LatentSpace.W, 1),
                                            TinyGan.POLICY))
                    .hasMessageContaining("it takes Z alone");
        }
    }

    @Test
    void images_of_other_sizes_are_made_to_fit_where_that_is_wanted() throws Exception {
        PixelImage wide = PixelImage.of8(40, 20, 1, new byte[800]);
        assertThat(invert(wide, pixels(LatentSpace.W, 0), 1).source().width()).isEqualTo(16);
        assertThat(invert(wide, pixels(LatentSpace.W, 0).with(Fit.STRETCH), 1).source().height())
                .isEqualTo(16);
        assertThatThrownBy(() -> invert(wide, pixels(LatentSpace.W, 0).with(Fit.EXACT), 1))
                .hasMessageContaining("40 x 20 pixels; the generator makes 16 x 16");
    }

    @Test
    void a_search_can_be_cancelled() {
        ImageInversion inversion =
                new ImageInversion(
                        generator, null, null, null, pixels(LatentSpace.W, 9), TinyGan.POLICY);
        InversionWatch impatient =
                new InversionWatch() {
                    private int seen;

                    @Override
                    public void step(int done, int steps, double loss) {
                        seen = done;
                    }

                    @Override
                    public boolean cancelled() {
                        return seen == 2;
                    }
                };
        PixelImage image = TinyGan.picture(generator, 6);
        long before = Torch.liveArrays();
        assertThatThrownBy(() -> inversion.invert(image, 1, impatient))
                .isInstanceOf(CancellationException.class);
        assertThat(Torch.liveArrays()).isEqualTo(before);
    }

    @Test
    void missing_networks_and_spaces_that_do_not_fit_are_told() {
        assertThatThrownBy(() -> invert(null, InversionSettings.projector(LatentSpace.W, 1), 1))
                .hasMessageContaining("LPIPS has a weight of 1.0, but its network was not given");
        assertThatThrownBy(() -> invert(null, pixels(LatentSpace.W, 1).judgedBy(0, 0, 1), 1))
                .hasMessageContaining("VGG-16 was not given");
        assertThatThrownBy(() -> invert(null, pixels(LatentSpace.Y, 1), 1))
                .hasMessageContaining("the space W or WP would be right");
        assertThatThrownBy(() -> pixels(LatentSpace.W, 1).judgedBy(0, 0, 0))
                .hasMessageContaining("at least one above");
        assertThatThrownBy(() -> pixels(LatentSpace.W, -1)).hasMessageContaining("-1 steps");
    }
}
