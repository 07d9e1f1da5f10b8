// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

@Timeout(30)
class BatchRestorerTest {
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger stored = new AtomicInteger();

    private final class Numbered implements BatchRestorer.Item {
        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Override
        public String name() {
            return "image " + number;
        }

        @Override
        public boolean isDone() {
            return number % 10 == 3;
        }

        @Override
        public InpaintRequest decode() throws IOException {
            if (number % 10 == 5) {
                throw new IOException("unreadable " + number);
            }
            most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
            PixelImage image = PixelImage.of8(8, 8, 1, new byte[64]);
            Mask mask = number % 10 == 7 ? Mask.hole(9, 9) : Mask.hole(8, 8);
            return new InpaintRequest(name(), image, mask, number);
        }

        @Override
        public void encode(InpaintResult result) throws IOException {
            waiting.decrementAndGet();
            assertThat(result.image().width()).isEqualTo(8);
            if (number % 10 == 9) {
                throw new IOException("disk full at " + number);
            }
            stored.incrementAndGet();
        }
    }

    private List<BatchRestorer.Outcome> run(int count, Progress progress) {
        List<BatchRestorer.Outcome> outcomes = new ArrayList<>();
        new BatchRestorer(
                        new Inpainter(new FakeNetwork(16), InpaintSettings.defaults().withBatch(3)))
                .run(
                        IntStream.range(0, count).mapToObj(Numbered::new).iterator(),
                        outcomes::add,
                        progress);
        return outcomes;
    }

    @Test
    void works_through_ten_thousand_items_and_reports_each_one() {
        List<BatchRestorer.Outcome> outcomes = run(10_000, Progress.NONE);
        assertThat(outcomes).hasSize(10_000);
        assertThat(outcomes.stream().map(BatchRestorer.Outcome::name).distinct()).hasSize(10_000);
        assertThat(count(outcomes, BatchRestorer.Status.RESTORED)).isEqualTo(6000);
        assertThat(count(outcomes, BatchRestorer.Status.SKIPPED)).isEqualTo(1000);
        assertThat(count(outcomes, BatchRestorer.Status.FAILED)).isEqualTo(3000);
        assertThat(stored).hasValue(6000);
        assertThat(outcomes)
                .filteredOn(o -> o.name().equals("image 15") || o.name().equals("image 19"))
                .extracting(BatchRestorer.Outcome::message)
                .containsExactlyInAnyOrder("unreadable 15", "disk full at 19");
        // Waiting for the network, in it, and waiting to be stored; refused masks never come back.
        assertThat(most.get() - 1000).isLessThan(20);
    }

    private static long count(List<BatchRestorer.Outcome> outcomes, BatchRestorer.Status status) {
        return outcomes.stream().filter(o -> o.status() == status).count();
    }

    @Test
    void stores_what_was_restored_before_it_was_cancelled() {
        AtomicInteger steps = new AtomicInteger();
        Progress progress =
                new Progress() {
                    @Override
                    public boolean cancelled() {
                        return steps.get() >= 50;
                    }

                    @Override
                    public void step(int done, int total, String message) {
                        steps.incrementAndGet();
                    }
                };
        assertThatThrownBy(() -> run(1000, progress)).isInstanceOf(CancellationException.class);
        assertThat(stored.get()).isBetween(40, 60);
    }

    @Test
    void a_listener_that_breaks_ends_in_an_error_not_in_a_standstill() {
        assertThatThrownBy(
                        () ->
                                new BatchRestorer(
                                                new Inpainter(
                                                        new FakeNetwork(16),
                                                        InpaintSettings.defaults()))
                                        .run(
                                                IntStream.of(0, 1, 2, 4, 6, 8, 10, 11)
                                                        .mapToObj(Numbered::new)
                                                        .iterator(),
                                                outcome -> {
                                                    throw new IllegalArgumentException("listener");
                                                },
                                                Progress.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("listener");
    }
}
