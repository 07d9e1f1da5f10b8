// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restauro.images.Mask;
import org.restauro.images.Seeds;

class MaskGeneratorTest {
    static Stream<MaskSpec> kinds() {
        return Stream.of(
                MaskSpec.matLarge(),
                MaskSpec.matSmall(),
                MaskSpec.rectangles(),
                MaskSpec.boxes(),
                new MaskSpec.Boxes(7, 0.15),
                MaskSpec.strokes(),
                MaskSpec.scratches(),
                MaskSpec.flaking());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void makes_binary_masks_of_any_size(MaskSpec spec) {
        Random random = Seeds.random("sizes");
        MaskGenerator generator = MaskGenerator.of(spec);
        for (int i = 0; i < 12; i++) {
            int width = 1 + random.nextInt(i < 6 ? 5 : 150);
            int height = (width == 1 ? 2 : 1) + random.nextInt(i < 6 ? 5 : 150);
            Mask mask = generator.generate(width, height, random.nextInt());
            assertThat(mask.width()).isEqualTo(width);
            assertThat(mask.height()).isEqualTo(height);
            assertThat(mask.isBinary()).isTrue();
            assertThat(mask.holeRatio()).isGreaterThan(0).isLessThan(1);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void the_same_seed_gives_the_same_mask_and_another_another(MaskSpec spec) {
        MaskGenerator generator = MaskGenerator.of(spec);
        Mask first = generator.generate(100, 80, 5);
        assertThat(generator.generate(100, 80, 5)).isEqualTo(first);
        assertThat(generator.generate(100, 80, 5, 0)).isEqualTo(first);
        boolean random = !(spec instanceof MaskSpec.Boxes boxes && boxes.number() == 1);
        assertThat(generator.generate(100, 80, 5, 1).equals(first)).isEqualTo(!random);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void the_hole_range_is_kept(MaskSpec spec) {
        for (HoleRange range : List.of(new HoleRange(0.1, 0.12), new HoleRange(0.5, 0.6))) {
            Mask mask = MaskGenerator.of(spec).within(range).generate(90, 130, 11);
            assertThat(range.contains(mask.holeRatio())).as("%s in %s", mask, range).isTrue();
        }
    }

    @Test
    void says_that_no_mask_of_one_pixel_is_neither_empty_nor_full() {
        assertThatThrownBy(() -> MaskGenerator.of(MaskSpec.boxes()).generate(1, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 x 1")
                .hasMessageContaining("hole range");
    }

    @Test
    void one_box_is_in_the_centre() {
        MaskStatistics.Hole box =
                MaskTools.statistics(MaskGenerator.of(MaskSpec.boxes()).generate(256, 256, 1))
                        .holes()
                        .get(0);
        assertThat(box).isEqualTo(new MaskStatistics.Hole(64, 64, 128, 128, 128 * 128));
    }

    @Test
    void boxes_do_not_touch() {
        Mask mask = MaskGenerator.of(new MaskSpec.Boxes(9, 0.1)).generate(300, 200, 3);
        MaskStatistics measured = MaskTools.statistics(mask);
        assertThat(measured.holeCount()).isEqualTo(9);
        assertThat(measured.largestHole()).isEqualTo(400);
    }

    @Test
    void flaking_takes_the_share_asked_for() {
        Mask mask =
                MaskGenerator.of(new MaskSpec.Flaking(0.2, 0.2, 0.1, 0.5)).generate(400, 300, 9);
        assertThat(mask.holeRatio()).isBetween(0.199, 0.202);
        assertThat(MaskTools.statistics(mask).holeCount()).isGreaterThan(5);
    }

    @Test
    void refuses_impossible_descriptions() {
        assertThatThrownBy(() -> new HoleRange(0.5, 0.5)).hasMessageContaining("0.5");
        assertThatThrownBy(() -> new HoleRange(Double.NaN, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new MaskSpec.Rectangles(0, 0.1, 0.2)).hasMessageContaining("0");
        assertThatThrownBy(() -> new MaskSpec.Strokes(1, 0.3, 0.2)).hasMessageContaining("0.3");
        assertThatThrownBy(() -> new MaskSpec.Boxes(1, 1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> new MaskSpec.Flaking(0.2, 1, 0.1, 0)).hasMessageContaining("0.2");
        assertThatThrownBy(() -> MaskGenerator.of(MaskSpec.boxes()).generate(0, 5, 1))
                .hasMessageContaining("0 x 5");
    }
}
