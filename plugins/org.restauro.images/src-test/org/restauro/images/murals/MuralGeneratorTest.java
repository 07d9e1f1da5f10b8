// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.mask.MaskSpec;

class MuralGeneratorTest {
    private static final MuralOptions SMALL = MuralOptions.square(96);

    @ParameterizedTest
    @CsvSource({"1, 0, e1843e07", "42, 0, 96c9c624", "42, 1, 2056cce5"})
    void paints_these_very_bytes(long seed, int variant, String crc32) {
        MuralOptions options = SMALL.withAgeing(0.6);

        Mural mural = new MuralGenerator(options).generate(seed, variant);

        CRC32 crc = new CRC32();
        crc.update(mural.pristine().bytes8());
        crc.update(mural.aged().bytes8());
        assertThat(Long.toHexString(crc.getValue())).isEqualTo(crc32);
    }

    @Test
    void paints_one_round_ornament_in_the_middle_for_medallions() {
        MuralGenerator walls = new MuralGenerator(SMALL);
        MuralGenerator medallions = new MuralGenerator(SMALL.withSubject(MuralSubject.MEDALLIONS));
        double round = 0;
        double ofWalls = 0;

        for (long seed = 0; seed < 20; seed++) {
            round += explainedByRadius(medallions.generate(seed).pristine()) / 20;
            ofWalls += explainedByRadius(walls.generate(seed).pristine()) / 20;
        }

        assertThat(round).as("against %s for walls", ofWalls).isGreaterThan(1.5 * ofWalls);
    }

    /** The share of the green values' variance that the distance from the middle explains. */
    private static double explainedByRadius(PixelImage image) {
        byte[] pixels = image.bytes8();
        int side = image.width();
        double[] sum = new double[side];
        double[] squares = new double[side];
        int[] count = new int[side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int r = (int) Math.hypot(x + 0.5 - side / 2.0, y + 0.5 - side / 2.0);
                int value = pixels[3 * (y * side + x) + 1] & 255;
                sum[r] += value;
                squares[r] += value * value;
                count[r]++;
            }
        }
        double all = Arrays.stream(sum).sum();
        double total = Arrays.stream(squares).sum() - all * all / (side * side);
        double within = 0;
        for (int r = 0; r < side; r++) {
            within += count[r] == 0 ? 0 : squares[r] - sum[r] * sum[r] / count[r];
        }
        return 1 - within / total;
    }

    @Test
    void gives_the_same_mural_again_after_others() {
        MuralGenerator generator = new MuralGenerator(SMALL);
        Mural first = generator.generate(7);
        generator.generate(8);

        Mural again = generator.generate(7);

        assertThat(again.damaged().bytes8()).isEqualTo(first.damaged().bytes8());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 64", "64, 1", "3, 2", "17, 31", "160, 90", "700, 40"})
    void paints_any_size(int width, int height) {
        MuralOptions options = SMALL.withSize(width, height).withAgeing(1);

        for (long seed = 0; seed < 3; seed++) {
            Mural mural = new MuralGenerator(options).generate(seed);

            for (PixelImage image :
                    new PixelImage[] {mural.pristine(), mural.aged(), mural.damaged()}) {
                assertThat(image.width()).isEqualTo(width);
                assertThat(image.height()).isEqualTo(height);
                assertThat(image.channels()).isEqualTo(3);
            }
            assertThat(mural.damage().width()).isEqualTo(width);
            assertThat(mural.damage().height()).isEqualTo(height);
        }
    }

    @Test
    void paints_another_mural_for_every_seed() {
        MuralGenerator generator = new MuralGenerator(SMALL.withSize(48, 48).withDamage());
        Set<String> seen = new HashSet<>();
        double darkest = 255;
        double lightest = 0;

        for (long seed = 0; seed < 60; seed++) {
            byte[] pixels = generator.generate(seed).pristine().bytes8();
            seen.add(Arrays.toString(pixels));
            double mean = mean(pixels);
            darkest = Math.min(darkest, mean);
            lightest = Math.max(lightest, mean);
            assertThat(deviation(pixels, mean)).as("contrast of seed %d", seed).isGreaterThan(15);
        }

        assertThat(seen).hasSize(60);
        assertThat(darkest).isBetween(30.0, 100.0);
        assertThat(lightest).isBetween(130.0, 215.0);
    }

    @Test
    void shows_the_same_wall_at_twice_the_size() {
        MuralOptions options = SMALL.withSize(64, 64).withDamage();
        for (long seed = 0; seed < 10; seed++) {
            byte[] small = new MuralGenerator(options).generate(seed).pristine().bytes8();
            PixelImage large =
                    new MuralGenerator(options.withSize(128, 128)).generate(seed).pristine();

            double difference = 0;
            for (int i = 0; i < small.length; i++) {
                int x = i / 3 % 64;
                int y = i / 3 / 64;
                int c = i % 3;
                double mean = 0;
                for (int k = 0; k < 4; k++) {
                    mean += large.sample(2 * x + k % 2, 2 * y + k / 2, c) / 4.0;
                }
                difference += Math.abs(mean - (small[i] & 255)) / small.length;
            }
            assertThat(difference).as("mean difference of seed %d", seed).isLessThan(12);
        }
    }

    @Test
    void leaves_sound_pixels_alone_and_changes_the_holes() {
        Mural mural = new MuralGenerator(SMALL.withAgeing(0.5)).generate(5);
        byte[] aged = mural.aged().bytes8();
        byte[] damaged = mural.damaged().bytes8();
        byte[] mask = mural.damage().values();
        int changed = 0;

        for (int i = 0; i < mask.length; i++) {
            boolean same =
                    aged[3 * i] == damaged[3 * i]
                            && aged[3 * i + 1] == damaged[3 * i + 1]
                            && aged[3 * i + 2] == damaged[3 * i + 2];
            if (mask[i] != 0) {
                assertThat(same).isTrue();
            } else if (!same) {
                changed++;
            }
        }

        assertThat(mural.damage().holeRatio()).isBetween(0.05, 0.5);
        assertThat(changed).isGreaterThan((int) (0.9 * mural.damage().holePixels()));
    }

    @Test
    void keeps_what_was_not_asked_for() {
        Mural mural = new MuralGenerator(SMALL.withDamage()).generate(5);

        assertThat(mural.aged()).isSameAs(mural.pristine());
        assertThat(mural.damaged()).isSameAs(mural.pristine());
        assertThat(mural.damage()).isEqualTo(Mask.known(96, 96));
    }

    @Test
    void paints_sisters_in_the_same_colours_but_arranged_otherwise() {
        MuralGenerator generator = new MuralGenerator(SMALL.withDamage());
        double sisters = 0;
        double strangers = 0;
        for (long seed = 0; seed < 12; seed++) {
            PixelImage mural = generator.generate(seed).pristine();
            double[] colours = histogram(mural);
            PixelImage sister = generator.generate(seed, 1).pristine();
            sisters += distance(colours, histogram(sister));
            strangers += distance(colours, histogram(generator.generate(seed + 1).pristine()));
            assertThat(sister.bytes8()).isNotEqualTo(mural.bytes8());
        }

        assertThat(sisters).isLessThan(0.8 * strangers);
    }

    @Test
    void damages_as_told() {
        MuralOptions options = SMALL.withDamage(MaskSpec.boxes());

        assertThat(new MuralGenerator(options).generate(1).damage().isHole(48, 48)).isTrue();
    }

    @Test
    void refuses_impossible_options() {
        assertThatThrownBy(() -> MuralOptions.square(0)).hasMessageContaining("not 0 x 0");
        assertThatThrownBy(() -> MuralOptions.square(9000)).hasMessageContaining("9000 x 9000");
        assertThatThrownBy(() -> SMALL.withAgeing(1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> new MuralGenerator(SMALL).generate(1, -1))
                .hasMessageContaining("-1");
    }

    private static double mean(byte[] pixels) {
        double sum = 0;
        for (byte b : pixels) {
            sum += b & 255;
        }
        return sum / pixels.length;
    }

    private static double deviation(byte[] pixels, double mean) {
        double sum = 0;
        for (byte b : pixels) {
            sum += ((b & 255) - mean) * ((b & 255) - mean);
        }
        return Math.sqrt(sum / pixels.length);
    }

    /** Shares of 4 x 4 x 4 colours. */
    private static double[] histogram(PixelImage image) {
        double[] bins = new double[64];
        byte[] p = image.bytes8();
        for (int i = 0; i < p.length; i += 3) {
            int bin = (p[i] & 192) >> 2 | (p[i + 1] & 192) >> 4 | (p[i + 2] & 192) >> 6;
            bins[bin] += 3.0 / p.length;
        }
        return bins;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum;
    }
}
