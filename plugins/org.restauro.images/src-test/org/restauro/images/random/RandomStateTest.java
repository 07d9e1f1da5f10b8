// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The expected numbers were drawn with NumPy 2.4's RandomState. */
class RandomStateTest {
    @Test
    void draws_the_first_latents_of_seed_240() {
        double[] z = new RandomState(240).randn(4);
        assertThat(z[0]).isCloseTo(-0.58232733, within(5e-9));
        assertThat(z[1]).isCloseTo(-1.72710963, within(5e-9));
        assertThat(z[2]).isCloseTo(-0.69454013, within(5e-9));
        assertThat(z[3]).isCloseTo(0.76951838, within(5e-9));
    }

    @Test
    void draws_what_numpy_draws_in_the_same_order() {
        RandomState random = new RandomState(240);
        int[] first = IntStream.range(0, 12).map(i -> random.randint(-5, 100)).toArray();
        assertThat(first).containsExactly(10, 15, 34, 37, 38, 81, 84, 64, 71, 49, 11, 69);
        int[] second = IntStream.range(0, 5).map(i -> random.randint(7)).toArray();
        assertThat(second).containsExactly(6, 4, 6, 4, 5);
        assertThat(random.uniform(3, 5)).isEqualTo(3.897407776668244);
        assertThat(random.permutation(10)).containsExactly(7, 1, 0, 4, 6, 5, 3, 9, 2, 8);
        assertThat(random.normal(2, 3)).isCloseTo(0.25798540696073546, within(1e-14));
        assertThat(random.randn()).isCloseTo(0.06343879280428001, within(1e-14));
        assertThat(random.nextDouble()).isEqualTo(0.20099818260930358);
    }

    @Test
    void seeds_of_several_numbers_and_the_largest_one_are_numpys() {
        RandomState several = new RandomState(new int[] {5, 6});
        assertThat(several.randint(0, 1_000_000)).isEqualTo(494112);
        assertThat(several.nextDouble()).isEqualTo(0.29792789107611173);
        RandomState largest = new RandomState((1L << 32) - 1);
        assertThat(largest.nextDouble()).isEqualTo(0.0976320289940138);
        assertThat(largest.randint(0, Integer.MAX_VALUE)).isEqualTo(1771170828);
    }

    @Test
    void the_millionth_normal_value_is_numpys() {
        RandomState random = new RandomState(7);
        double last = random.randn(1_000_000)[999_999];
        assertThat(last).isCloseTo(-2.877862289565121, within(1e-14));
    }

    @Test
    void a_choice_of_one_draws_nothing() {
        RandomState random = new RandomState(3);
        RandomState other = new RandomState(3);
        assertThat(random.randint(9, 10)).isEqualTo(9);
        assertThat(random.nextInt()).isEqualTo(other.nextInt());
        assertThatThrownBy(() -> random.randint(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    @Test
    void series_of_seeds_begin_with_the_seed_and_do_not_repeat() {
        assertThat(RandomState.seedOf(240, 0)).isEqualTo(240);
        assertThat(IntStream.range(0, 10_000).mapToLong(i -> RandomState.seedOf(240, i)).distinct())
                .hasSize(10_000)
                .allMatch(seed -> seed >>> 32 == 0);
    }
}
