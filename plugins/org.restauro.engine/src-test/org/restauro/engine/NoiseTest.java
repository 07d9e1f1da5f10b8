// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseTest {
    @Test
    void same_seed_and_name_give_the_same_values() {
        assertThat(Noise.seeded(7).normal("a", 3, 5)).isEqualTo(Noise.seeded(7).normal("a", 3, 5));
        assertThat(Noise.seeded(7).normal("a", 9)).isNotEqualTo(Noise.seeded(8).normal("a", 9));
        assertThat(Noise.seeded(7).normal("a", 9)).isNotEqualTo(Noise.seeded(7).normal("b", 9));
    }

    @Test
    void a_second_draw_differs_and_other_draws_change_nothing() {
        Noise plain = Noise.seeded(7);
        Noise busy = Noise.seeded(7);
        float[] first = plain.normal("a", 9);
        float[] second = plain.normal("a", 9);

        busy.uniform("other", 4);
        assertThat(busy.normal("a", 9)).isEqualTo(first);
        busy.below("more", 10);
        assertThat(busy.normal("a", 9)).isEqualTo(second).isNotEqualTo(first);
    }

    @Test
    void values_have_the_distribution_asked_for() {
        Noise noise = Noise.seeded(1);
        float[] n = noise.normal("n", 200_000);
        double mean = mean(n);
        double variance = 0;
        for (float v : n) {
            variance += (v - mean) * (v - mean) / n.length;
        }
        float[] coins = noise.bernoulli("c", 0.3, 100_000);
        int[] counts = new int[6];
        for (int i = 0; i < 6000; i++) {
            counts[noise.below("d", 6)]++;
        }

        assertThat(mean).isCloseTo(0, within(0.01));
        assertThat(variance).isCloseTo(1, within(0.02));
        assertThat(mean(coins)).isCloseTo(0.3, within(0.01));
        assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(850);
        assertThat(mean(noise.uniform("u", 100_000))).isCloseTo(0.5, within(0.01));
    }

    @Test
    void a_sample_does_not_depend_on_its_batch_mates() {
        float[] both = Noise.perSample(3, 4).normal("a", 2, 6);
        float[] alone = Noise.perSample(4).normal("a", 1, 6);

        assertThat(Arrays.copyOfRange(both, 6, 12)).isEqualTo(alone);
        assertThatThrownBy(() -> Noise.perSample(3, 4).normal("a", 3, 6))
                .hasMessageContaining("number of samples, 2");
    }

    @Test
    void a_recording_can_be_replayed() {
        RecordedNoise recorded = Noise.recording(Noise.seeded(5));
        float[] a = recorded.normal("a", 4);
        float[] b = recorded.bernoulli("b", 0.5, 4);
        int c = recorded.below("c", 100);
        Noise again = Noise.replay(recorded.draws());

        assertThat(again.normal("a", 4)).isEqualTo(a);
        assertThat(again.bernoulli("b", 0.5, 4)).isEqualTo(b);
        assertThat(again.below("c", 100)).isEqualTo(c);
        assertThatThrownBy(() -> again.normal("a", 4)).hasMessageContaining("nothing is left");
        assertThatThrownBy(() -> Noise.replay(recorded.draws()).normal("x", 4))
                .hasMessageContaining("'x'")
                .hasMessageContaining("'a'");
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += v;
        }
        return sum / values.length;
    }
}
