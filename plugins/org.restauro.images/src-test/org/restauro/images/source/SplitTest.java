// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.restauro.images.PixelImage;

class SplitTest {
    private static ImageSource named(int from, int to) {
        MemorySource.Builder table = MemorySource.of("table");
        for (int i = from; i < to; i++) {
            table.add("a/" + i + ".png", PixelImage.of8(1, 1, 1, new byte[1]));
        }
        return table.build();
    }

    @Test
    void images_stay_on_their_side_when_others_come() {
        Split small = Split.byShare(named(500, 1500), 0.2, 7);
        Split large = Split.byShare(named(0, 3000), 0.2, 7);
        assertThat(small.validation().size()).isBetween(150, 250);
        assertThat(small.training().size() + small.validation().size()).isEqualTo(1000);
        assertThat(large.validation().names()).containsAll(small.validation().names());
        assertThat(large.training().names()).containsAll(small.training().names());
        Set<String> other =
                new HashSet<>(Split.byShare(named(500, 1500), 0.2, 8).validation().names());
        other.removeAll(small.validation().names());
        assertThat(other).isNotEmpty();
    }

    @Test
    void gives_at_least_one_image_to_judge_with() {
        Split split = Split.byShare(named(0, 3), 0.0001, 1);
        assertThat(split.validation().size()).isEqualTo(1);
        assertThatThrownBy(() -> Split.byShare(named(0, 1), 0.5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("both need at least 1");
        assertThatThrownBy(() -> Split.byShare(named(0, 9), 1, 1)).hasMessageContaining("1.0");
    }

    @Test
    void divides_by_names_with_or_without_folder() {
        Split split = Split.byNames(named(0, 10), List.of("a/3.png", "7.png"));
        assertThat(split.validation().names()).containsExactly("a/3.png", "a/7.png");
        assertThat(split.training().size()).isEqualTo(8);
        assertThatThrownBy(() -> Split.byNames(named(0, 10), List.of("12.png", "3.png")))
                .hasMessageContaining("1 of the 2 names")
                .hasMessageContaining("12.png");
    }
}
