// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FormulaTensorTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @Test
    void jumps_as_far_as_it_walks() {
        long walked = 12345;
        for (int i = 0; i <= 1000; i++) {
            assertThat(new Congruential(12345).after(i).state()).isEqualTo(walked);
            assertThat(Congruential.value(walked)).isBetween(-1.0, 1.0);
            walked = Congruential.next(walked);
        }
        Congruential far = new Congruential(54321).after(1L << 31).after((1L << 31) + 3);
        assertThat(far).as("the period is 2^32").isEqualTo(new Congruential(54321).after(3));
    }

    @Test
    void draws_the_published_sequence() {
        // s = 1664525 * 12345 + 1013904223 = 21562465348, less five times 2^32: 87628868
        assertThat(new FormulaTensor(new Congruential(12345), 0, 1, 1).toFloats())
                .containsExactly((float) (87628868 / 2147483648.0 - 1));
    }

    @Test
    void gives_any_part_as_it_gives_the_whole() {
        Random random = new Random(SEED);
        FormulaTensor tensor = new FormulaTensor(new Congruential(7), 1, 0.5, 3, 5, 40);
        ByteBuffer whole = ByteBuffer.allocate(4 * 600);
        tensor.copyTo(whole);
        assertThat(whole.hasRemaining()).isFalse();
        assertThat(whole.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(tensor.bytes()).isEqualTo(whole.flip());
        for (int i = 0; i < 100; i++) {
            int first = random.nextInt(601);
            int count = random.nextInt(601 - first);
            assertThat(tensor.bytes(first, count))
                    .as("seed %d", SEED)
                    .isEqualTo(whole.slice(4 * first, 4 * count));
        }
        assertThatThrownBy(() -> tensor.bytes(599, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
