// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.Seeds;

class ImageScoresTest {
    private static final double TIGHT = 1e-12;

    private static PixelImage flat(int width, int height, int value) {
        byte[] pixels = new byte[3 * width * height];
        Arrays.fill(pixels, (byte) value);
        return PixelImage.of8(width, height, 3, pixels);
    }

    private static Mask hole(int width, int height, int x, int y, int w, int h) {
        byte[] values = Mask.known(width, height).values();
        for (int v = y; v < y + h; v++) {
            Arrays.fill(values, v * width + x, v * width + x + w, (byte) 0);
        }
        return Mask.of(width, height, values);
    }

    @Test
    void meets_the_golden_values() throws Exception {
        Path file = golden();
        assumeTrue(Files.exists(file), "no golden data " + file);
        String text = Files.readString(file);
        byte[] a = new byte[40 * 52 * 3];
        byte[] b = new byte[a.length];
        double[] first = lcg(33, a.length);
        double[] second = lcg(44, a.length);
        for (int i = 0; i < a.length; i++) {
            double y = i / 3 / 52;
            double x = i / 3 % 52;
            double wave = 128 + 60 * Math.sin(y / 5) * Math.cos(x / 7) + 20 * first[i];
            a[i] = (byte) Math.max(0, Math.min(255, Math.floor(wave)));
            double noisy = Math.floor((a[i] & 0xff) + 12 * second[i]);
            b[i] = (byte) Math.max(0, Math.min(255, noisy));
        }
        assertThat(sum(a)).isEqualTo((long) number(text, "A_sum"));
        assertThat(sum(b)).isEqualTo((long) number(text, "B_sum"));
        ImageScores scores =
                ImageScores.of(PixelImage.of8(52, 40, 3, a), PixelImage.of8(52, 40, 3, b));
        assertThat(scores.psnr()).isCloseTo(number(text, "psnr"), within(1e-11));
        assertThat(scores.ssim()).isCloseTo(number(text, "ssim"), within(1e-11));
        assertThat(scores.l1()).isCloseTo(number(text, "l1"), within(TIGHT));
    }

    private static Path golden() {
        String set = System.getProperty("golden");
        if (set != null) {
            return Path.of(set, "metrics.json");
        }
        Path root = Path.of(System.getProperty("restauro.root", "")).toAbsolutePath();
        while (root != null && !Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return Path.of(String.valueOf(root)).resolve("golden/metrics.json");
    }

    private static double number(String json, String key) {
        Matcher found = Pattern.compile("\"" + key + "\":\\s*([-+.eE\\d]+)").matcher(json);
        assertThat(found.find()).as(key).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static long sum(byte[] values) {
        long sum = 0;
        for (byte v : values) {
            sum += v & 0xff;
        }
        return sum;
    }

    private static double[] lcg(long seed, int count) {
        double[] values = new double[count];
        long s = seed;
        for (int i = 0; i < count; i++) {
            s = 1664525 * s + 1013904223 & 0xFFFFFFFFL;
            values[i] = s / 4294967296.0 * 2 - 1;
        }
        return values;
    }

    @Test
    void flat_images_have_scores_that_can_be_computed_by_hand() throws Exception {
        ImageScores scores = ImageScores.of(flat(12, 11, 100), flat(12, 11, 151));

        assertThat(scores.psnr()).isCloseTo(20 * Math.log10(5), within(TIGHT)); // 255/51
        assertThat(scores.l1()).isCloseTo(0.2, within(TIGHT));
        // without any variance the structure term is C2/C2
        double ssim = (2 * 100 * 151 + 2.55 * 2.55) / (100 * 100 + 151 * 151 + 2.55 * 2.55);
        assertThat(scores.ssim()).isCloseTo(ssim, within(1e-9));
    }

    @Test
    void equal_images_have_infinite_psnr() throws Exception {
        PixelImage image = Seeds.image(Seeds.random("equal_images"), 20, 15, 3, 8);
        assertThat(ImageScores.of(image, image))
                .isEqualTo(new ImageScores(Double.POSITIVE_INFINITY, 1, 0));
    }

    @Test
    void holes_count_alone() throws Exception {
        byte[] pixels = flat(32, 32, 100).bytes8();
        Mask mask = hole(32, 32, 10, 12, 4, 3);
        for (int i = 0; i < 32 * 32; i++) {
            if (mask.values()[i] == 0) {
                Arrays.fill(pixels, 3 * i, 3 * i + 3, (byte) 151);
            }
        }
        PixelImage filled = PixelImage.of8(32, 32, 3, pixels);
        ImageScores holes = ImageScores.inHoles(filled, flat(32, 32, 100), mask);
        ImageScores whole = ImageScores.of(filled, flat(32, 32, 100));

        assertThat(holes.psnr()).isCloseTo(20 * Math.log10(5), within(TIGHT));
        assertThat(holes.l1()).isCloseTo(0.2, within(TIGHT));
        assertThat(whole.l1()).isCloseTo(0.2 * 12 / 1024, within(TIGHT));
        assertThat(holes.ssim()).isLessThan(whole.ssim());
    }

    @Test
    void holes_and_the_rest_make_up_the_whole() throws Exception {
        Random random = Seeds.random("holes_and_the_rest");
        PixelImage a = Seeds.image(random, 30, 24, 3, 8);
        PixelImage b = Seeds.image(random, 30, 24, 3, 8);
        byte[] values = new byte[30 * 24];
        byte[] opposite = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (random.nextBoolean() ? 255 : 0);
            opposite[i] = (byte) ~values[i];
        }
        Mask mask = Mask.of(30, 24, values);
        ImageScores inside = ImageScores.inHoles(a, b, mask);
        ImageScores outside = ImageScores.inHoles(a, b, Mask.of(30, 24, opposite));
        ImageScores whole = ImageScores.of(a, b);

        double share = mask.holeRatio();
        assertThat(share * inside.l1() + (1 - share) * outside.l1())
                .isCloseTo(whole.l1(), within(TIGHT));
        // of the 20 × 14 windows inside the image, each belongs to one of the two
        double middle = mask.crop(5, 5, 20, 14).holeRatio();
        assertThat(middle * inside.ssim() + (1 - middle) * outside.ssim())
                .isCloseTo(whole.ssim(), within(TIGHT));
        double squares =
                share * Math.pow(10, -inside.psnr() / 10)
                        + (1 - share) * Math.pow(10, -outside.psnr() / 10);
        assertThat(-10 * Math.log10(squares)).isCloseTo(whole.psnr(), within(1e-9));
        assertThat(ImageScores.inHoles(a, b, Mask.hole(30, 24))).isEqualTo(whole);
    }

    @Test
    void scores_are_symmetric_and_fall_with_noise() throws Exception {
        Random random = Seeds.random("scores_are_symmetric");
        PixelImage a = Seeds.image(random, 24, 24, 3, 8);
        ImageScores last = ImageScores.of(a, a);
        for (int strength : new int[] {4, 16, 64}) {
            byte[] pixels = a.bytes8().clone();
            for (int i = 0; i < pixels.length; i++) {
                int v = (pixels[i] & 0xff) + random.nextInt(2 * strength + 1) - strength;
                pixels[i] = (byte) Math.max(0, Math.min(255, v));
            }
            PixelImage b = PixelImage.of8(24, 24, 3, pixels);
            ImageScores scores = ImageScores.of(a, b);
            assertThat(ImageScores.of(b, a)).isEqualTo(scores);
            assertThat(scores.psnr()).isLessThan(last.psnr());
            assertThat(scores.ssim()).isLessThan(last.ssim());
            assertThat(scores.l1()).isGreaterThan(last.l1());
            last = scores;
        }
    }

    @Test
    void grey_and_deep_images_are_compared_as_rgb() throws Exception {
        PixelImage grey = Seeds.image(Seeds.random("grey_and_deep"), 16, 16, 1, 8);
        assertThat(ImageScores.of(grey, grey.toRgb8()).l1()).isZero();
        assertThat(ImageScores.of(grey, grey.to16()).l1()).isZero();
    }

    @Test
    void a_hole_at_the_border_has_no_ssim() throws Exception {
        ImageScores scores =
                ImageScores.inHoles(flat(20, 20, 10), flat(20, 20, 20), hole(20, 20, 0, 0, 4, 4));
        assertThat(scores.ssim()).isNaN();
        assertThat(scores.l1()).isCloseTo(10 / 255.0, within(TIGHT));
        ImageScores mean = ImageScores.mean(List.of(scores, new ImageScores(10, 0.5, 0)));
        assertThat(mean.ssim()).isEqualTo(0.5);
        assertThat(mean.l1()).isCloseTo(5 / 255.0, within(TIGHT));
        assertThat(ImageScores.mean(List.of()).psnr()).isNaN();
    }

    @Test
    void says_what_cannot_be_compared() {
        assertThatThrownBy(() -> ImageScores.of(flat(20, 20, 1), flat(20, 21, 1)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("20 x 20 and 20 x 21");
        assertThatThrownBy(() -> ImageScores.of(flat(20, 10, 1), flat(20, 10, 1)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("20 x 10 pixels are too small")
                .hasMessageContaining("11 x 11");
        assertThatThrownBy(
                        () ->
                                ImageScores.inHoles(
                                        flat(20, 20, 1), flat(20, 20, 1), Mask.known(20, 20)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("no hole");
        assertThatThrownBy(
                        () ->
                                ImageScores.inHoles(
                                        flat(20, 20, 1), flat(20, 20, 1), Mask.hole(20, 19)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("20 x 19");
    }
}
