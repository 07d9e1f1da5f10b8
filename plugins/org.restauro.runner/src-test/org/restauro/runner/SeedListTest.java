// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedListTest {
    @Test
    void ranges_and_lists_are_read() {
        assertThat(SeedList.parse("0-3").seeds()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(SeedList.parse("1,2").seeds()).containsExactly(1L, 2L);
        assertThat(SeedList.parse("7, 0-1").seeds()).containsExactly(7L, 0L, 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3-1", "1,,2", "a", "-1", "1,1", "0-99999", "99999999999999999999"})
    void anything_else_is_told(String text) {
        assertThatThrownBy(() -> SeedList.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0-3");
    }
}
