// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.restauro.images.Seeds;

class SamplerTest {
    private static int[] indices(Sampler sampler, int count) {
        int[] out = new int[count];
        for (int i = 0; i < count; i++) {
            out[i] = sampler.next().index();
        }
        return out;
    }

    /** The expected numbers come from NumPy 1.24 running the procedure of the published sampler. */
    @Test
    void draws_as_the_published_sampler() {
        assertThat(indices(Sampler.shuffled(7, 0), 30))
                .containsExactly(
                        6, 2, 1, 3, 0, 5, 2, 3, 6, 0, 4, 1, 5, 6, 3, 1, 5, 0, 6, 2, 4, 1, 5, 0, 6,
                        3, 5, 2, 6, 4);
        assertThat(indices(Sampler.shuffled(10, 1234), 30))
                .containsExactly(
                        7, 2, 9, 1, 0, 8, 4, 5, 6, 1, 0, 7, 2, 8, 4, 1, 3, 5, 6, 9, 2, 1, 7, 8, 3,
                        6, 9, 4, 5, 7);
        int[] many = indices(Sampler.shuffled(1000, 42), 100_000);
        long sum = 0;
        for (int k = 0; k < many.length; k++) {
            sum += (k + 1L) * many[k];
        }
        assertThat(sum).isEqualTo(2504423574093L);
    }

    @Test
    void shows_all_images_about_equally_often() {
        int[] counts = new int[50];
        for (int index : indices(Sampler.shuffled(50, 3), 50_000)) {
            counts[index]++;
        }
        assertThat(java.util.Arrays.stream(counts)).allMatch(count -> count > 950 && count < 1050);
    }

    @Test
    void goes_on_from_any_position_even_as_text() {
        Random random = Seeds.random("SamplerTest");
        for (int round = 0; round < 200; round++) {
            int size = 1 + random.nextInt(40);
            double window = random.nextInt(3) / 2.0;
            long seed = random.nextLong();
            Sampler whole = Sampler.shuffled(size, seed, window);
            indices(whole, random.nextInt(300));
            String text = whole.position().text();
            Sampler resumed = Sampler.resume(SamplerPosition.parse(text));
            for (int i = 0; i < 100; i++) {
                assertThat(resumed.next()).isEqualTo(whole.next());
            }
        }
        assertThatThrownBy(() -> SamplerPosition.parse("order=SHUFFLED size=x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no sampler position");
    }

    @Test
    void replicas_share_the_draws_of_one_from_any_start() {
        for (int start : new int[] {0, 6, 7}) {
            Sampler whole = Sampler.shuffled(11, 5);
            indices(whole, start);
            SamplerPosition position = whole.position();
            List<Sampler.Draw> expected = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                expected.add(whole.next());
            }
            List<Sampler.Draw> shared = new ArrayList<>();
            for (int r = 0; r < 3; r++) {
                Sampler replica = Sampler.resume(position).shard(r, 3);
                for (int i = 0; i < 20; i++) {
                    shared.add(replica.next());
                }
                assertThat(replica.position(replica.upcoming(), 0).number()).isEqualTo(start + 60);
            }
            shared.sort(Comparator.comparingLong(Sampler.Draw::number));
            assertThat(shared).isEqualTo(expected);
        }
        assertThatThrownBy(() -> Sampler.inOrder(3).shard(2, 2))
                .hasMessageContaining("replica 2 of 2");
    }

    @Test
    void ends_only_if_each_image_comes_once() {
        assertThat(indices(Sampler.inOrder(3), 7)).containsExactly(0, 1, 2, 0, 1, 2, 0);
        Sampler once = Sampler.once(5).shard(1, 2);
        assertThat(indices(once, 2)).containsExactly(1, 3);
        assertThat(once.hasNext()).isFalse();
        assertThatThrownBy(once::next).isInstanceOf(NoSuchElementException.class);
    }
}
