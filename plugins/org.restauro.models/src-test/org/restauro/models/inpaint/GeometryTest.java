// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restauro.images.Mask;

class GeometryTest {
    @Test
    void groups_are_disjoint_hold_every_hole_and_are_few() {
        RandomCases cases = new RandomCases("groups");
        for (int i = 0; i < 500; i++) {
            int width = cases.side(400);
            int height = cases.side(400);
            HoleField field = HoleField.of(cases.mask(width, height), 0, 4);
            int most = 1 + cases.random.nextInt(200);
            List<Box> groups =
                    new HoleGroups(field)
                            .packed(box -> box.width() <= most && box.height() <= most);
            int[] covered = new int[width * height];
            for (Box box : groups) {
                assertThat(box).isEqualTo(field.tighten(box));
                for (int y = box.y(); y < box.bottom(); y++) {
                    for (int x = box.x(); x < box.right(); x++) {
                        covered[y * width + x]++;
                    }
                }
            }
            for (int at = 0; at < covered.length; at++) {
                boolean hole = field.isHole(at % width, at / width);
                if (covered[at] > 1 || (hole && covered[at] != 1)) {
                    fail("pixel %d is in %d boxes of %s", at, covered[at], groups);
                }
            }
            long cells = (long) field.cellColumns() * field.cellRows();
            assertThat(groups.size()).isLessThanOrEqualTo((int) (cells + 3) / 4 + 40);
            if (field.painted() > 0 && most >= Math.max(width, height)) {
                assertThat(groups).hasSize(1);
            }
        }
    }

    @Test
    @Tag("slow")
    void every_hole_pixel_is_seen_and_written_by_some_window() {
        RandomCases cases = new RandomCases("plans");
        for (int i = 0; i < 500; i++) {
            int built = new int[] {16, 32, 64}[cases.random.nextInt(3)];
            int width = cases.side(400);
            int height = cases.side(400);
            HoleField field = HoleField.of(cases.mask(width, height), 0, Planner.cellFor(built));
            if (field.painted() == 0) {
                continue;
            }
            Policy policy = Policy.values()[cases.random.nextInt(Policy.values().length)];
            Plan plan = Planner.plan(field, built, InpaintSettings.defaults().withPolicy(policy));
            assertThat(plan.policy()).isNotEqualTo(Policy.AUTO);
            assertThat(plan.explanation()).endsWith(".");
            int[] written = new int[width * height];
            for (Region region : plan.regions()) {
                checkRegion(region, field, built, written);
            }
            for (int at = 0; at < written.length; at++) {
                if (field.isHole(at % width, at / width) && written[at] != 1) {
                    fail("pixel %d is written %d times by %s", at, written[at], plan);
                }
            }
            int tiles = new TileGrid(field.bounds(), built).tiles().size();
            if (policy == Policy.AUTO) {
                assertThat(plan.forwards()).isLessThanOrEqualTo(tiles + 1);
            }
        }
    }

    private static void checkRegion(Region region, HoleField field, int built, int[] written) {
        Box window = region.window();
        switch (region.kind()) {
            case DIRECT -> {
                assertThat(window.width() % built).isZero();
                assertThat(window.height() % built).isZero();
            }
            case SCALED -> assertThat(window.width()).isEqualTo(window.height());
            case MOSAIC -> {
                checkCells(region, field, built, written);
                return;
            }
            default -> {
                assertThat(window.union(field.bounds())).isEqualTo(field.bounds());
                assertThat(region.tiles()).isNotEmpty();
            }
        }
        assertThat(window.union(region.write())).isEqualTo(window);
        assertThat(region.write().union(field.bounds())).isEqualTo(field.bounds());
        TileGrid grid = new TileGrid(window, built);
        for (int y = region.write().y(); y < region.write().bottom(); y++) {
            for (int x = region.write().x(); x < region.write().right(); x++) {
                if (field.isHole(x, y)) {
                    written[y * field.width() + x]++;
                    int px = x;
                    int py = y;
                    if (!region.tiles().isEmpty()
                            && region.tiles().stream().noneMatch(t -> t.contains(px, py))) {
                        fail("pixel %d, %d is in no tile of %s", x, y, region);
                    }
                }
            }
        }
        assertThat(grid.tiles()).containsAll(region.tiles());
    }

    private static void checkCells(Region region, HoleField field, int built, int[] written) {
        assertThat(region.cells()).hasSizeBetween(2, MosaicPiece.CELLS);
        for (Region.Cell cell : region.cells()) {
            Box write = cell.write();
            Box window = cell.window();
            assertThat(window.width()).isEqualTo(built / 2);
            assertThat(window.height()).isEqualTo(built / 2);
            assertThat(window.union(write)).isEqualTo(window);
            Box context =
                    new Box(
                                    write.x() - built / 8,
                                    write.y() - built / 8,
                                    write.width() + built / 4,
                                    write.height() + built / 4)
                            .intersection(field.bounds());
            assertThat(window.union(context)).isEqualTo(window);
            assertThat(field.knownRatio(window)).isGreaterThanOrEqualTo(0.5);
            for (int y = write.y(); y < write.bottom(); y++) {
                for (int x = write.x(); x < write.right(); x++) {
                    written[y * field.width() + x] += field.isHole(x, y) ? 1 : 0;
                }
            }
        }
    }

    private static Mask scattered(RandomCases cases, int side, int count, int most) {
        byte[] values = new byte[side * side];
        Arrays.fill(values, (byte) 255);
        for (int i = 0; i < count; i++) {
            int w = 1 + cases.random.nextInt(most);
            int h = 1 + cases.random.nextInt(most);
            int x = cases.random.nextInt(side - w);
            int y = cases.random.nextInt(side - h);
            for (int row = y; row < y + h; row++) {
                Arrays.fill(values, row * side + x, row * side + x + w, (byte) 0);
            }
        }
        return Mask.of(side, side, values);
    }

    @Test
    void small_scattered_holes_share_mosaics_with_their_context() {
        RandomCases cases = new RandomCases("mosaics");
        for (int i = 0; i < 200; i++) {
            int built = new int[] {32, 64}[cases.random.nextInt(2)];
            int side = 300 + cases.random.nextInt(300);
            int count = 1 + cases.random.nextInt(60);
            HoleField field =
                    HoleField.of(
                            scattered(cases, side, count, built / 2), 0, Planner.cellFor(built));
            InpaintSettings crop = InpaintSettings.defaults().withPolicy(Policy.CROP);
            Plan plan = Planner.plan(field, built, crop);
            Plan single = Planner.plan(field, built, crop.withMosaics(false));
            int[] written = new int[side * side];
            for (Region region : plan.regions()) {
                checkRegion(region, field, built, written);
            }
            for (int at = 0; at < written.length; at++) {
                if (field.isHole(at % side, at / side) && written[at] != 1) {
                    fail("pixel %d is written %d times by %s", at, written[at], plan);
                }
            }
            assertThat(plan.forwards()).isLessThanOrEqualTo(single.forwards());
            assertThat(single.explanation()).doesNotContain("small holes");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 512})
    void a_hundred_small_holes_of_4096_take_at_most_forty_forwards(int built) {
        RandomCases cases = new RandomCases("a hundred");
        for (int most : new int[] {8, 32, 64}) {
            HoleField field =
                    HoleField.of(scattered(cases, 4096, 100, most), 0, Planner.cellFor(built));
            Plan plan = Planner.plan(field, built, InpaintSettings.defaults());
            assertThat(plan.policy()).isEqualTo(Policy.CROP);
            assertThat(plan.forwards()).isLessThanOrEqualTo(40);
        }
    }

    @Test
    void tiles_cover_their_box_with_positive_weight_and_enough_overlap() {
        RandomCases cases = new RandomCases("tiles");
        for (int i = 0; i < 300; i++) {
            int tile = new int[] {16, 32, 64}[cases.random.nextInt(3)];
            Box box = new Box(cases.side(50), cases.side(50), cases.side(500), cases.side(500));
            TileGrid grid = new TileGrid(box, tile);
            float[] columns = new float[box.width()];
            float[] rows = new float[box.height()];
            for (Box one : grid.tiles()) {
                float[] w = grid.columnWeights(one);
                float[] h = grid.rowWeights(one);
                for (int k = 0; k < tile; k++) {
                    int x = one.x() + k - box.x();
                    int y = one.y() + k - box.y();
                    if (x >= 0 && x < box.width()) {
                        columns[x] = Math.max(columns[x], w[k]);
                    }
                    if (y >= 0 && y < box.height()) {
                        rows[y] = Math.max(rows[y], h[k]);
                    }
                }
                if (box.width() >= tile) {
                    assertThat(one.x()).isGreaterThanOrEqualTo(box.x());
                    assertThat(one.right()).isLessThanOrEqualTo(box.right());
                }
            }
            for (float weight : columns) {
                assertThat(weight).isGreaterThan(0.1f);
            }
            for (float weight : rows) {
                assertThat(weight).isGreaterThan(0.1f);
            }
            long bound =
                    (long) (box.width() / (tile * 3 / 4) + 1) * (box.height() / (tile * 3 / 4) + 1);
            assertThat((long) grid.tiles().size()).isLessThanOrEqualTo(bound);
        }
    }

    @Test
    void mirrors_without_repeating_the_border() {
        int[] seen = new int[11];
        for (int i = -4; i <= 6; i++) {
            seen[i + 4] = Pixels.mirror(i, 3);
        }
        assertThat(seen).containsExactly(0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2);
        assertThat(Pixels.mirror(-7, 1)).isZero();
    }

    @Test
    void feathers_by_euclidean_distance() {
        RandomCases cases = new RandomCases("feather");
        for (int i = 0; i < 30; i++) {
            int width = cases.side(40);
            int height = cases.side(40);
            int border = 1 + cases.random.nextInt(8);
            Mask mask = cases.mask(width, height);
            HoleField field = HoleField.of(mask, border, 4);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double nearest = Double.MAX_VALUE;
                    for (int at = 0; at < width * height; at++) {
                        if (mask.isHole(at % width, at / width)) {
                            nearest = Math.min(nearest, Math.hypot(at % width - x, at / width - y));
                        }
                    }
                    int strength = field.strength(x, y);
                    boolean right =
                            nearest == 0
                                    ? strength == 255
                                    : nearest <= border
                                            ? strength > 0 && strength < 255
                                            : strength == 0;
                    if (!right) {
                        fail("distance %s gives strength %d", nearest, strength);
                    }
                }
            }
        }
    }
}
