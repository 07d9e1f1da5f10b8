// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

class InpainterTest {
    private static final int BUILT = 64;

    private static InpaintSettings settings(Policy policy) {
        return InpaintSettings.defaults().withPolicy(policy);
    }

    private static InpaintResult restore(
            PixelImage image, Mask mask, InpaintSettings settings, FakeNetwork network) {
        return new Inpainter(network, settings).restore(new InpaintRequest("case", image, mask, 5));
    }

    @Test
    void keeps_known_pixels_bit_for_bit_over_random_sizes_masks_depths_and_policies() {
        RandomCases cases = new RandomCases("bit for bit");
        for (int i = 0; i < 600; i++) {
            int built = new int[] {16, 32, 64}[cases.random.nextInt(3)];
            int width = cases.side(300);
            int height = cases.side(300);
            int channels = 1 + cases.random.nextInt(4);
            int depth = cases.random.nextBoolean() ? 8 : 16;
            Policy policy = Policy.values()[cases.random.nextInt(Policy.values().length)];
            int blend = cases.random.nextInt(4) == 0 ? 1 + cases.random.nextInt(9) : 0;
            PixelImage image = cases.image(width, height, channels, depth);
            Mask mask = cases.mask(width, height);
            FakeNetwork network = new FakeNetwork(built);
            InpaintSettings settings =
                    settings(policy).withBlend(blend).withBatch(1 + cases.random.nextInt(5));
            String what =
                    String.format(
                            "case %d: %d x %d x %d, %d bits, built %d, blend %d, %s, holes %s",
                            i,
                            width,
                            height,
                            channels,
                            depth,
                            built,
                            blend,
                            policy,
                            mask.holeRatio());
            InpaintResult result = restore(image, mask, settings, network);
            check(image, mask, result, blend, what);
            if (!mask.hasHole()) {
                assertThat(network.forwards).as(what).isZero();
                assertThat(result.image()).isEqualTo(image);
            } else {
                assertThat(network.forwards).as(what).isPositive().isEqualTo(result.forwards());
            }
        }
    }

    private static void check(
            PixelImage image, Mask mask, InpaintResult result, int blend, String what) {
        PixelImage out = result.image();
        assertThat(out.width()).as(what).isEqualTo(image.width());
        assertThat(out.height()).as(what).isEqualTo(image.height());
        assertThat(out.channels()).as(what).isEqualTo(image.channels());
        assertThat(out.depth()).as(what).isEqualTo(image.depth());
        int opaque = image.depth() == 8 ? 255 : 65535;
        int holes = 0;
        int same = 0;
        byte[] near = new byte[image.width() * image.height()];
        for (int i = 0; i < near.length; i++) {
            near[i] = (byte) ((mask.values()[i] & 0xFF) < 128 ? 255 : 0);
        }
        if (blend > 0) {
            Feather.outside(near, image.width(), image.height(), blend);
        }
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                boolean equal = true;
                for (int c = 0; c < image.channels(); c++) {
                    equal &= image.sample(x, y, c) == out.sample(x, y, c);
                }
                if (mask.isHole(x, y)) {
                    holes++;
                    same += equal ? 1 : 0;
                    if (image.hasAlpha() && out.sample(x, y, image.channels() - 1) != opaque) {
                        throw new AssertionError(what + ": hole " + x + ", " + y + " see-through");
                    }
                } else if (near[y * image.width() + x] == 0 && !equal) {
                    throw new AssertionError(what + ": known pixel " + x + ", " + y + " changed");
                }
            }
        }
        // Every hole pixel is painted: noise equals the old content only now and then.
        if (holes > 40) {
            assertThat(same).as(what + ": unpainted holes").isLessThan(holes / 4);
        }
    }

    @Test
    void restores_one_pixel() {
        for (Policy policy : Policy.values()) {
            PixelImage image = PixelImage.of8(1, 1, 3, new byte[] {1, 2, 3});
            FakeNetwork network = new FakeNetwork(BUILT);
            InpaintResult result = restore(image, Mask.hole(1, 1), settings(policy), network);
            assertThat(result.forwards()).isEqualTo(1);
            assertThat(restore(image, Mask.known(1, 1), settings(policy), network).image())
                    .isEqualTo(image);
            assertThat(network.forwards).isEqualTo(1);
        }
    }

    @Test
    void gives_the_same_bytes_whatever_shares_the_batch() {
        RandomCases cases = new RandomCases("batches");
        List<InpaintRequest> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int w = cases.side(200);
            int h = cases.side(200);
            requests.add(
                    new InpaintRequest("image " + i, cases.image(w, h, 3, 8), cases.mask(w, h), i));
        }
        InpaintSettings settings = settings(Policy.AUTO).withVariants(3);
        List<InpaintResult> alone = new ArrayList<>();
        for (InpaintRequest request : requests) {
            alone.add(new Inpainter(new FakeNetwork(BUILT), settings).restore(request));
        }
        for (int batch : new int[] {1, 2, 7}) {
            List<InpaintResult> together = new ArrayList<>();
            new Inpainter(new FakeNetwork(BUILT), settings.withBatch(batch))
                    .restoreAll(requests.iterator(), together::add, Progress.NONE);
            assertThat(together).hasSize(requests.size());
            for (int i = 0; i < requests.size(); i++) {
                assertThat(together.get(i).name()).isEqualTo(requests.get(i).name());
                assertThat(together.get(i).variants()).isEqualTo(alone.get(i).variants());
            }
        }
    }

    @Test
    void variants_and_seeds_differ() {
        RandomCases cases = new RandomCases("variants");
        PixelImage image = cases.image(80, 90, 3, 8);
        InpaintSettings settings = settings(Policy.CROP).withVariants(2);
        List<PixelImage> first =
                restore(image, Mask.hole(80, 90), settings, new FakeNetwork(BUILT)).variants();
        List<PixelImage> other =
                new Inpainter(new FakeNetwork(BUILT), settings)
                        .restore(new InpaintRequest("case", image, Mask.hole(80, 90), 6))
                        .variants();
        assertThat(first.get(0)).isNotEqualTo(first.get(1)).isNotEqualTo(other.get(0));
    }

    @Test
    void paints_many_small_holes_of_a_large_image_with_few_forwards() {
        byte[] values = new byte[2048 * 2048];
        Arrays.fill(values, (byte) 255);
        for (int i = 0; i < 100; i++) {
            int x = 20 + i % 10 * 200;
            int y = 20 + i / 10 * 200;
            for (int k = 0; k < 64; k++) {
                values[(y + k / 8) * 2048 + x + k % 8] = 0;
            }
        }
        PixelImage image = PixelImage.of8(2048, 2048, 1, new byte[2048 * 2048]);
        FakeNetwork network = new FakeNetwork(512);
        InpaintResult result =
                restore(
                        image,
                        Mask.of(2048, 2048, values),
                        settings(Policy.AUTO).withBatch(8),
                        network);
        // Up to 2 x 2 holes of the grid share a window of 512 with its context.
        assertThat(result.policy()).isEqualTo(Policy.CROP);
        assertThat(network.forwards).isLessThanOrEqualTo(25);
        assertThat(network.shapes).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void mosaics_put_each_pixel_where_it_was_and_leave_the_known_ones() {
        RandomCases cases = new RandomCases("mosaic pixels");
        PixelImage image = cases.image(700, 520, 3, 16);
        byte[] values = new byte[700 * 520];
        Arrays.fill(values, (byte) 255);
        for (int i = 0; i < 60; i++) {
            values[cases.random.nextInt(values.length)] = 0;
        }
        Mask mask = Mask.of(700, 520, values);
        int[] forwards = {0};
        // Gives back what it was shown, brightened where it was told of a hole.
        InpaintingNetwork mirror =
                new InpaintingNetwork() {
                    @Override
                    public int builtSize() {
                        return 64;
                    }

                    @Override
                    public int latentSize() {
                        return 1;
                    }

                    @Override
                    public float[] inpaint(
                            float[] images, float[] masks, int n, int h, int w, Sampling s) {
                        forwards[0] += n;
                        float[] out = images.clone();
                        for (int i = 0; i < out.length; i++) {
                            int at = i / (3 * h * w) * h * w + i % (h * w);
                            out[i] += masks[at] == 0 ? 0.25f : 1;
                        }
                        return out;
                    }

                    @Override
                    public void close() {}
                };
        InpaintSettings crop = settings(Policy.CROP);
        PixelImage result = restored(image, mask, crop, mirror);
        int shared = forwards[0];
        assertThat(restored(image, mask, crop.withMosaics(false), mirror)).isEqualTo(result);
        assertThat(shared).isLessThan(forwards[0] - shared);
        for (int y = 0; y < 520; y++) {
            for (int x = 0; x < 700; x++) {
                int before = image.sample(x, y, 0);
                int wanted = mask.isHole(x, y) ? Math.min(65535, before + 8192) : before;
                assertThat(result.sample(x, y, 0)).isCloseTo(wanted, within(1));
            }
        }
    }

    private static PixelImage restored(
            PixelImage image, Mask mask, InpaintSettings settings, InpaintingNetwork network) {
        InpaintRequest request = new InpaintRequest("case", image, mask, 1);
        return new Inpainter(network, settings).restore(request, Progress.NONE).image();
    }

    @Test
    void replaces_constant_noise_only_where_the_window_is_larger_than_built() {
        PixelImage large = PixelImage.of8(100, 60, 3, new byte[100 * 60 * 3]);
        FakeNetwork network = new FakeNetwork(BUILT);
        InpaintResult whole = restore(large, Mask.hole(100, 60), settings(Policy.WHOLE), network);
        assertThat(network.modes).containsExactly(NoiseMode.RANDOM);
        assertThat(whole.explanation()).contains("Random noise");
        InpaintResult tiles = restore(large, Mask.hole(100, 60), settings(Policy.TILES), network);
        assertThat(network.modes.subList(1, network.modes.size())).containsOnly(NoiseMode.CONST);
        assertThat(tiles.explanation()).doesNotContain("Random noise");
    }

    @Test
    void a_request_that_fails_does_not_disturb_the_others() {
        PixelImage image = PixelImage.of8(40, 30, 3, new byte[40 * 30 * 3]);
        List<InpaintRequest> requests =
                List.of(
                        new InpaintRequest("a", image, Mask.hole(40, 30), 1),
                        new InpaintRequest("b", image, Mask.hole(30, 40), 2),
                        new InpaintRequest("c", image, Mask.hole(40, 30), 3));
        List<InpaintResult> results = new ArrayList<>();
        new Inpainter(new FakeNetwork(BUILT), InpaintSettings.defaults().withBatch(4))
                .restoreAll(requests.iterator(), results::add, Progress.NONE);
        assertThat(results).extracting(InpaintResult::name).containsExactly("a", "b", "c");
        assertThat(results).extracting(InpaintResult::succeeded).containsExactly(true, false, true);
        assertThat(results.get(1).explanation()).contains("30 x 40").contains("40 x 30");
        results.clear();
        new Inpainter(
                        new FakeNetwork(BUILT),
                        InpaintSettings.defaults().withBatch(4).withResizeMasks(true))
                .restoreAll(requests.iterator(), results::add, Progress.NONE);
        assertThat(results).allMatch(InpaintResult::succeeded);
    }

    @Test
    void a_network_that_fails_on_a_batch_is_tried_with_single_images() {
        PixelImage image = PixelImage.of8(40, 30, 3, new byte[40 * 30 * 3]);
        List<InpaintRequest> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            requests.add(new InpaintRequest("r" + i, image, Mask.hole(40, 30), i));
        }
        FakeNetwork network = new FakeNetwork(BUILT);
        network.failFrom = 2;
        List<InpaintResult> results = new ArrayList<>();
        new Inpainter(network, InpaintSettings.defaults().withBatch(3))
                .restoreAll(requests.iterator(), results::add, Progress.NONE);
        assertThat(results).extracting(InpaintResult::succeeded).containsExactly(true, true, false);
        assertThat(results.get(2).explanation()).isEqualTo("out of memory");
    }

    @Test
    void stops_between_forwards_when_cancelled() {
        PixelImage image = PixelImage.of8(400, 300, 3, new byte[400 * 300 * 3]);
        FakeNetwork network = new FakeNetwork(BUILT);
        Progress progress =
                new Progress() {
                    @Override
                    public boolean cancelled() {
                        return network.forwards >= 3;
                    }
                };
        assertThatThrownBy(
                        () ->
                                new Inpainter(network, settings(Policy.TILES))
                                        .restore(
                                                new InpaintRequest(
                                                        "x", image, Mask.hole(400, 300), 1),
                                                progress))
                .isInstanceOf(CancellationException.class);
        assertThat(network.forwards).isEqualTo(3);
    }

    @Test
    void refuses_to_take_a_huge_image_whole() {
        PixelImage image = PixelImage.of8(3000, 3000, 1, new byte[3000 * 3000]);
        assertThatThrownBy(
                        () ->
                                restore(
                                        image,
                                        Mask.hole(3000, 3000),
                                        settings(Policy.WHOLE),
                                        new FakeNetwork(512)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3000 x 3000")
                .hasMessageContaining("crop or tiles");
    }

    @Test
    void closes_its_network() {
        FakeNetwork network = new FakeNetwork(BUILT);
        new Inpainter(network, InpaintSettings.defaults()).close();
        assertThat(network.closed).isTrue();
    }
}
