// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskTest {
    @Test
    void values_below_128_are_holes() {
        Mask mask = Mask.of(4, 1, new byte[] {0, 127, (byte) 128, (byte) 255});
        assertThat(mask.isHole(1, 0)).isTrue();
        assertThat(mask.isHole(2, 0)).isFalse();
        assertThat(mask.holePixels()).isEqualTo(2);
        assertThat(mask.holeRatio()).isEqualTo(0.5);
        assertThat(mask.isBinary()).isFalse();
        assertThat(mask.binarised(200).values()).containsExactly(0, 0, 0, -1);
    }

    @Test
    void rejects_mask_of_other_size() {
        assertThatThrownBy(() -> Mask.known(512, 512).fittedTo(640, 480, false))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("512 x 512")
                .hasMessageContaining("640 x 480");
    }

    @Test
    void resizes_to_the_image_where_that_is_chosen() throws ImageException {
        Mask mask = Mask.of(2, 2, new byte[] {0, -1, -1, 0});
        assertThat(mask.fittedTo(4, 2, true).values()).containsExactly(0, 0, -1, -1, -1, -1, 0, 0);
        assertThat(mask.fittedTo(2, 2, false)).isSameAs(mask);
    }

    @Test
    void resizing_by_a_whole_number_and_back_changes_nothing() {
        Random random = Seeds.random("resize");
        for (int i = 0; i < 50; i++) {
            Mask mask = Seeds.mask(random, 20);
            int factor = 1 + random.nextInt(4);
            assertThat(
                            mask.resizedTo(mask.width() * factor, mask.height() * factor)
                                    .resizedTo(mask.width(), mask.height()))
                    .isEqualTo(mask);
        }
    }

    @Test
    void crops() {
        Mask mask = Mask.of(3, 2, new byte[] {0, 1, 2, 3, 4, 5});
        assertThat(mask.crop(1, 0, 2, 2).values()).containsExactly(1, 2, 4, 5);
        assertThatThrownBy(() -> mask.crop(2, 0, 2, 2)).hasMessageContaining("3 x 2");
    }
}
