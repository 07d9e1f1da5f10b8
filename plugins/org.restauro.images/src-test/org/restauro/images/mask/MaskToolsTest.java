// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.restauro.images.Mask;
import org.restauro.images.Seeds;
import org.restauro.images.mask.MaskTools.Combination;
import org.restauro.images.mask.MaskTools.Neighbourhood;

class MaskToolsTest {
    private static final int RUNS = 150;

    @Test
    void growing_and_shrinking_agree_with_measuring_every_distance() {
        Random random = Seeds.random("reach");
        for (int i = 0; i < RUNS; i++) {
            Mask mask = Seeds.mask(random, 18);
            double radius = random.nextInt(3) == 0 ? random.nextInt(25) : random.nextDouble() * 6;
            for (Neighbourhood shape : Neighbourhood.values()) {
                Mask grown = MaskTools.grow(mask, radius, shape);
                Mask shrunk = MaskTools.shrink(mask, radius, shape);
                for (int y = 0; y < mask.height(); y++) {
                    for (int x = 0; x < mask.width(); x++) {
                        assertThat(grown.isHole(x, y))
                                .isEqualTo(anyWithin(mask, x, y, radius, shape, true));
                        assertThat(shrunk.isHole(x, y))
                                .isEqualTo(!anyWithin(mask, x, y, radius, shape, false));
                    }
                }
            }
        }
    }

    private static boolean anyWithin(
            Mask mask, int x, int y, double radius, Neighbourhood shape, boolean hole) {
        for (int v = 0; v < mask.height(); v++) {
            for (int u = 0; u < mask.width(); u++) {
                boolean near =
                        shape == Neighbourhood.SQUARE
                                ? Math.max(Math.abs(u - x), Math.abs(v - y)) <= radius
                                : (u - x) * (u - x) + (v - y) * (v - y) <= radius * radius;
                if (near && mask.isHole(u, v) == hole) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void growing_then_shrinking_leaves_no_hole_out() {
        Random random = Seeds.random("closing");
        for (int i = 0; i < RUNS; i++) {
            Mask mask = Seeds.mask(random, 60);
            double radius = random.nextDouble() * 9;
            Mask closed = MaskTools.shrink(MaskTools.grow(mask, radius), radius);
            assertThat(MaskTools.combine(mask, closed, Combination.DIFFERENCE).hasHole()).isFalse();
        }
    }

    @Test
    void inverting_twice_changes_nothing() {
        Random random = Seeds.random("invert");
        for (int i = 0; i < RUNS; i++) {
            Mask mask = Seeds.mask(random, 40);
            assertThat(MaskTools.invert(MaskTools.invert(mask))).isEqualTo(mask);
            assertThat(MaskTools.invert(mask).holePixels() + mask.holePixels())
                    .isEqualTo((long) mask.width() * mask.height());
        }
    }

    @Test
    void combinations_follow_the_laws_of_sets() {
        Random random = Seeds.random("combine");
        for (int i = 0; i < RUNS; i++) {
            Mask a = Seeds.mask(random, 30);
            Mask b = Seeds.mask(random, 30).resizedTo(a.width(), a.height());
            Mask union = MaskTools.combine(a, b, Combination.UNION);
            Mask both = MaskTools.combine(a, b, Combination.INTERSECTION);
            Mask xor = MaskTools.combine(a, b, Combination.XOR);
            assertThat(union).isEqualTo(MaskTools.combine(b, a, Combination.UNION));
            assertThat(both).isEqualTo(MaskTools.combine(b, a, Combination.INTERSECTION));
            assertThat(xor).isEqualTo(MaskTools.combine(union, both, Combination.DIFFERENCE));
            assertThat(union)
                    .isEqualTo(
                            MaskTools.invert(
                                    MaskTools.combine(
                                            MaskTools.invert(a),
                                            MaskTools.invert(b),
                                            Combination.INTERSECTION)));
            assertThat(MaskTools.combine(a, a, Combination.XOR).hasHole()).isFalse();
        }
    }

    @Test
    void masks_of_other_sizes_are_not_combined() {
        assertThatThrownBy(
                        () ->
                                MaskTools.combine(
                                        Mask.known(2, 3), Mask.known(3, 2), Combination.UNION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 x 3")
                .hasMessageContaining("3 x 2");
    }

    @Test
    void feathering_keeps_holes_and_rises_evenly_around_them() {
        byte[] values = Mask.known(21, 1).values();
        values[10] = 0;
        Mask soft = MaskTools.feather(Mask.of(21, 1, values), 3);
        assertThat(soft.value(10, 0)).isZero();
        assertThat(soft.value(9, 0)).isEqualTo(64);
        assertThat(soft.value(12, 0)).isEqualTo(128);
        assertThat(soft.value(13, 0)).isEqualTo(191);
        assertThat(soft.value(14, 0)).isEqualTo(255);
        assertThat(MaskTools.feather(Mask.known(5, 5), 3)).isEqualTo(Mask.known(5, 5));
    }

    @Test
    void feathering_moves_no_hole_pixel() {
        Random random = Seeds.random("feather");
        for (int i = 0; i < RUNS; i++) {
            Mask mask = Seeds.mask(random, 40);
            Mask soft = MaskTools.feather(mask, random.nextDouble() * 12);
            assertThat(soft.binarised(1)).isEqualTo(mask);
        }
    }

    @Test
    void islands_are_filled_up_to_their_area_and_never_at_the_border() {
        Mask mask =
                mask(
                        "........",
                        ".#####..",
                        ".#.#.#..",
                        ".###.#..",
                        ".#####..",
                        "...####.",
                        "...#..#.");
        assertThat(MaskTools.fillHoles(mask, 1).isHole(2, 2)).isTrue();
        assertThat(MaskTools.fillHoles(mask, 1).isHole(4, 2)).isFalse();
        Mask filled = MaskTools.fillHoles(mask, Long.MAX_VALUE);
        assertThat(filled.isHole(4, 3)).isTrue();
        assertThat(filled.isHole(4, 6)).isFalse();
        assertThat(filled.isHole(0, 0)).isFalse();
    }

    @Test
    void specks_are_removed_and_corners_connect_holes() {
        Mask mask = mask("#....", ".#...", "...#.", "#....");
        MaskStatistics measured = MaskTools.statistics(mask);
        assertThat(measured.holes())
                .containsExactly(
                        new MaskStatistics.Hole(0, 0, 2, 2, 2),
                        new MaskStatistics.Hole(3, 2, 1, 1, 1),
                        new MaskStatistics.Hole(0, 3, 1, 1, 1));
        assertThat(measured.holeRatio()).isEqualTo(0.2);
        assertThat(measured.largestHole()).isEqualTo(2);
        assertThat(MaskTools.removeSmall(mask, 2).holePixels()).isEqualTo(2);
        assertThat(MaskTools.removeSmall(mask, 3).hasHole()).isFalse();
        assertThat(MaskTools.removeSmall(mask, 0)).isEqualTo(mask);
    }

    @Test
    void holes_are_counted_as_by_painting_them_one_by_one() {
        Random random = Seeds.random("components");
        for (int i = 0; i < RUNS; i++) {
            int width = 1 + random.nextInt(25);
            int height = 1 + random.nextInt(25);
            byte[] values = new byte[width * height];
            int density = random.nextInt(100);
            for (int k = 0; k < values.length; k++) {
                values[k] = (byte) (random.nextInt(100) < density ? 0 : 255);
            }
            Mask mask = Mask.of(width, height, values);
            byte[] copy = values.clone();
            int count = 0;
            for (int k = 0; k < copy.length; k++) {
                if (copy[k] == 0) {
                    count++;
                    paint(copy, width, height, k % width, k / width);
                }
            }
            MaskStatistics measured = MaskTools.statistics(mask);
            assertThat(measured.holeCount()).isEqualTo(count);
            assertThat(measured.holePixels()).isEqualTo(mask.holePixels());
        }
    }

    private static void paint(byte[] values, int width, int height, int x, int y) {
        if (x < 0 || y < 0 || x >= width || y >= height || values[y * width + x] != 0) {
            return;
        }
        values[y * width + x] = -1;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                paint(values, width, height, x + dx, y + dy);
            }
        }
    }

    @Test
    void every_tool_takes_a_mask_of_one_pixel() {
        for (Mask mask : new Mask[] {Mask.known(1, 1), Mask.hole(1, 1)}) {
            assertThat(MaskTools.grow(mask, 5)).isEqualTo(mask);
            assertThat(MaskTools.shrink(mask, 5, Neighbourhood.SQUARE)).isEqualTo(mask);
            assertThat(MaskTools.feather(mask, 5)).isEqualTo(mask);
            assertThat(MaskTools.fillHoles(mask, 5)).isEqualTo(mask);
            assertThat(MaskTools.threshold(mask, 5)).isEqualTo(mask);
            assertThat(MaskTools.statistics(mask).holeCount()).isEqualTo(mask.hasHole() ? 1 : 0);
        }
    }

    @Test
    void refuses_impossible_numbers() {
        Mask mask = Mask.known(3, 3);
        assertThatThrownBy(() -> MaskTools.grow(mask, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> MaskTools.feather(mask, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> MaskTools.threshold(mask, 0)).hasMessageContaining("0");
        assertThatThrownBy(() -> MaskTools.removeSmall(mask, -2)).hasMessageContaining("-2");
    }

    @Test
    void holes_are_fitted_to_an_exact_number_of_pixels() {
        Random random = Seeds.random("fitting");
        for (int i = 0; i < RUNS; i++) {
            Mask mask = Seeds.mask(random, 30);
            int wanted = random.nextInt(mask.width() * mask.height() + 1);
            Mask fitted =
                    HoleFitting.resized(
                            mask, wanted, new org.restauro.images.random.RandomState(i));
            assertThat(fitted.holePixels()).isEqualTo(wanted);
        }
    }

    private static Mask mask(String... rows) {
        byte[] values = Mask.known(rows[0].length(), rows.length).values();
        for (int i = 0; i < values.length; i++) {
            if (rows[i / rows[0].length()].charAt(i % rows[0].length()) == '#') {
                values[i] = 0;
            }
        }
        return Mask.of(rows[0].length(), rows.length, values);
    }
}
