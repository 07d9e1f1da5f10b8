// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

/** Networks that want a second batch before they are done with the first. */
class SideBySideTest {
    private static final int BUILT = 64;

    /** Paints like the fake network; two calls wait for each other, the first returns last. */
    private static final class Pair implements InpaintingNetwork {
        private final FakeNetwork fake = new FakeNetwork(BUILT);
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger met = new AtomicInteger();
        private final Phaser meeting = new Phaser(2);

        @Override
        public int builtSize() {
            return fake.builtSize();
        }

        @Override
        public int latentSize() {
            return fake.latentSize();
        }

        @Override
        public int calls() {
            return 2;
        }

        @Override
        public float[] inpaint(
                float[] images, float[] masks, int n, int height, int width, Sampling sampling) {
            boolean first = begun.getAndIncrement() % 2 == 0;
            meet(); // both are here,
            if (first) {
                meet(); // and the second is done
            }
            try {
                synchronized (fake) {
                    return fake.inpaint(images, masks, n, height, width, sampling);
                }
            } finally {
                if (!first) {
                    meeting.arrive();
                }
            }
        }

        private void meet() {
            try {
                meeting.awaitAdvanceInterruptibly(meeting.arrive(), 10, TimeUnit.SECONDS);
                met.incrementAndGet();
            } catch (InterruptedException | TimeoutException e) {
                throw new IllegalStateException("Nobody came.", e);
            }
        }

        @Override
        public void close() {
            fake.close();
        }
    }

    private static List<InpaintRequest> requests(int count) {
        RandomCases cases = new RandomCases("side by side");
        List<InpaintRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PixelImage image = cases.image(BUILT, BUILT, 3, 8);
            requests.add(new InpaintRequest("image " + i, image, Mask.hole(BUILT, BUILT), i));
        }
        return requests;
    }

    private static List<InpaintResult> restore(
            InpaintingNetwork network, List<InpaintRequest> requests, Progress progress) {
        List<InpaintResult> results = new ArrayList<>();
        try (Inpainter inpainter = new Inpainter(network, InpaintSettings.defaults())) {
            inpainter.restoreAll(requests.iterator(), results::add, progress);
        }
        return results;
    }

    @Test
    void gives_the_results_of_one_call_after_the_other() {
        List<InpaintRequest> requests = requests(8);
        List<InpaintResult> alone = restore(new FakeNetwork(BUILT), requests, Progress.NONE);
        Pair pair = new Pair();
        List<InpaintResult> together = restore(pair, requests, Progress.NONE);
        assertThat(pair.begun.get()).isEqualTo(8);
        assertThat(pair.met.get())
                .as("each first call waits twice, each second once")
                .isEqualTo(12);
        assertThat(together).extracting(InpaintResult::name).isSortedAccordingTo(String::compareTo);
        for (int i = 0; i < requests.size(); i++) {
            assertThat(together.get(i).variants()).isEqualTo(alone.get(i).variants());
        }
    }

    @Test
    void stops_with_nothing_under_way_when_cancelled() {
        Pair pair = new Pair();
        Progress progress =
                new Progress() {
                    @Override
                    public boolean cancelled() {
                        return pair.begun.get() >= 4;
                    }
                };
        assertThatThrownBy(() -> restore(pair, requests(8), progress))
                .isInstanceOf(CancellationException.class);
        int begun = pair.begun.get();
        assertThat(begun).isEqualTo(4);
        assertThat(pair.fake.forwards).isEqualTo(begun);
        assertThat(pair.fake.closed).isTrue();
    }
}
