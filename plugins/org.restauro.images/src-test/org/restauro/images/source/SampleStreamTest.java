// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.Seeds;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.MaskReading;

@Timeout(60)
class SampleStreamTest {
    private static final int COUNT = 23;

    @TempDir Path folder;

    /** Images of different sizes and shapes; some take longer than others. */
    private static MemorySource images() {
        Random random = new Random(1);
        MemorySource.Builder table = MemorySource.of("table");
        for (int i = 0; i < COUNT; i++) {
            int width = 20 + random.nextInt(i % 5 == 0 ? 300 : 40);
            PixelImage image =
                    Seeds.image(random, width, 20 + random.nextInt(40), i % 4 == 1 ? 1 : 3, 8);
            table.add("i" + i, ImageFiles.toPng(image), "" + i % 3);
        }
        return table.build();
    }

    private static SampleSpec spec() {
        return SampleSpec.of(32, 99).withMirror(Mirror.COIN).withMasks(MaskSupply.mat());
    }

    private static List<Sample> take(
            ImageSource source, SampleSpec spec, Sampler sampler, int threads, int count)
            throws Exception {
        try (SampleStream stream = SampleStream.open(source, spec, sampler, threads)) {
            return stream.nextBatch(count).samples();
        }
    }

    private static void assertSame(List<Sample> found, List<Sample> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            Sample a = found.get(i);
            Sample b = expected.get(i);
            assertThat(a.toString()).isEqualTo(b.toString());
            assertThat(a.pixels()).isEqualTo(b.pixels());
            assertThat(a.mask()).isEqualTo(b.mask());
            assertThat(a.label()).isEqualTo(b.label());
        }
    }

    @Test
    void gives_the_same_samples_for_any_number_of_threads() throws Exception {
        List<Sample> one = take(images(), spec(), Sampler.shuffled(COUNT, 5), 1, 150);
        assertSame(take(images(), spec(), Sampler.shuffled(COUNT, 5), 4, 150), one);
        assertSame(take(images(), spec(), Sampler.shuffled(COUNT, 5), 13, 150), one);
        assertThat(one.get(100).number()).isEqualTo(100);
        assertThat(one.stream().filter(Sample::mirrored).count()).isBetween(40L, 110L);
    }

    @Test
    void goes_on_from_any_position_as_if_never_interrupted() throws Exception {
        Random random = Seeds.random("SampleStreamTest");
        ImageSource source = images();
        List<Sample> whole = take(source, spec(), Sampler.shuffled(COUNT, 5), 2, 120);
        for (int round = 0; round < 8; round++) {
            int stop = random.nextInt(100);
            String position;
            try (SampleStream stream =
                    SampleStream.open(source, spec(), Sampler.shuffled(COUNT, 5), 3)) {
                for (int i = 0; i < stop; i++) {
                    stream.next();
                }
                position = stream.position().text();
            }
            Sampler resumed = Sampler.resume(SamplerPosition.parse(position));
            assertSame(
                    take(source, spec(), resumed, 1 + random.nextInt(4), 20),
                    whole.subList(stop, stop + 20));
        }
    }

    @Test
    void replicas_together_give_what_one_gives() throws Exception {
        ImageSource source = images();
        List<Sample> whole = take(source, spec(), Sampler.shuffled(COUNT, 5), 2, 40);
        List<Sample> even = take(source, spec(), Sampler.shuffled(COUNT, 5).shard(0, 2), 2, 20);
        List<Sample> odd = take(source, spec(), Sampler.shuffled(COUNT, 5).shard(1, 2), 1, 20);
        List<Sample> shared = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            shared.add(even.get(i));
            shared.add(odd.get(i));
        }
        assertSame(shared, whole);
    }

    @Test
    void masks_and_crops_differ_for_every_sample() throws Exception {
        MemorySource one =
                MemorySource.of("one").add("a", Seeds.image(new Random(3), 900, 900, 1, 8)).build();
        SampleSpec spec = SampleSpec.of(64, 1).withMasks(MaskSupply.mat()).withChannels(1);
        Set<Integer> masks = new HashSet<>();
        Set<Integer> crops = new HashSet<>();
        try (SampleStream stream = SampleStream.open(one, spec, Sampler.inOrder(1), 3)) {
            for (int i = 0; i < 1000; i++) {
                Sample sample = stream.next();
                masks.add(Arrays.hashCode(sample.mask()));
                crops.add(Arrays.hashCode(sample.pixels()));
            }
        }
        // A mask of one small rectangle may come twice; the published code repeats all of them.
        assertThat(masks).hasSizeGreaterThan(990);
        assertThat(crops).hasSizeGreaterThan(990);
    }

    @Test
    void mirrors_the_second_half_of_a_doubled_set() throws Exception {
        PixelImage image =
                PixelImage.of8(2, 2, 3, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        MemorySource source = MemorySource.of("one").add("a", image).build();
        SampleSpec spec = SampleSpec.of(2, 1).withMirror(Mirror.DOUBLED);
        List<Sample> both = take(source, spec, Sampler.once(spec.drawn(source)), 1, 5);
        assertThat(both).hasSize(2);
        assertThat(both.get(0).pixels()).containsExactly(1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12);
        assertThat(both.get(1).pixels()).containsExactly(4, 1, 10, 7, 5, 2, 11, 8, 6, 3, 12, 9);
        assertThat(both.get(1).mirrored()).isTrue();
        assertThat(both.get(0).toImage()).isEqualTo(image);
    }

    @Test
    void lays_batches_out_as_networks_take_them() throws Exception {
        MemorySource source = images();
        try (SampleStream stream = SampleStream.open(source, spec(), Sampler.inOrder(COUNT), 2)) {
            SampleBatch batch = stream.nextBatch(4);
            assertThat(batch.pixels()).hasSize(4 * 3 * 32 * 32);
            assertThat(batch.masks()).hasSize(4 * 32 * 32);
            assertThat(batch.labels()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0);
            assertThat(batch.pixels()[3 * 3 * 32 * 32])
                    .isEqualTo(batch.samples().get(3).pixels()[0]);
            Sample grey = batch.samples().get(1);
            assertThat(Arrays.copyOfRange(grey.pixels(), 0, 1024))
                    .isEqualTo(Arrays.copyOfRange(grey.pixels(), 2048, 3072));
        }
    }

    private static MemorySource withBroken(int... broken) {
        MemorySource whole = images();
        MemorySource.Builder table = MemorySource.of("table");
        for (int i = 0; i < COUNT; i++) {
            int place = i;
            boolean bad = IntStream.of(broken).anyMatch(b -> b == place);
            byte[] file = whole.bytes(i);
            table.add("i" + i, bad ? Arrays.copyOf(file, 60) : file, "" + i % 3);
        }
        return table.build();
    }

    @Test
    void an_error_comes_at_its_place_in_the_order_and_stays() throws Exception {
        try (SampleStream stream =
                SampleStream.open(withBroken(5), spec(), Sampler.inOrder(COUNT), 4)) {
            for (int i = 0; i < 5; i++) {
                assertThat(stream.next().index()).isEqualTo(i);
            }
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(stream::next)
                        .isInstanceOf(ImageException.class)
                        .hasMessageContaining("i5 (table)");
            }
        }
    }

    @Test
    void skips_broken_images_the_same_way_for_any_number_of_threads() throws Exception {
        SampleSpec spec = spec().withBroken(SampleSpec.Broken.SKIP);
        ImageSource source = withBroken(5, 6, 22);
        List<Sample> one = take(source, spec, Sampler.inOrder(COUNT), 1, 60);
        assertSame(take(source, spec, Sampler.inOrder(COUNT), 4, 60), one);
        assertThat(one.get(5).index()).isEqualTo(7);
        assertThat(one.get(5).number()).isEqualTo(5);
        assertThat(one.get(22).index()).isZero();
        try (SampleStream stream = SampleStream.open(source, spec, Sampler.once(COUNT), 3)) {
            List<Integer> seen =
                    stream.nextBatch(100).samples().stream().map(Sample::index).toList();
            assertThat(seen).hasSize(COUNT - 3).doesNotContain(5, 6, 22).doesNotHaveDuplicates();
            assertThat(stream.next()).isNull();
            assertThat(stream.nextBatch(3)).isNull();
            assertThat(stream.brokenImages()).containsOnlyKeys(5, 6, 22);
        }
    }

    @Test
    void says_so_if_no_image_can_be_read() throws Exception {
        MemorySource source =
                MemorySource.of("bad").add("a", new byte[9]).add("b", new byte[9]).build();
        SampleSpec spec = spec().withBroken(SampleSpec.Broken.SKIP);
        try (SampleStream stream = SampleStream.open(source, spec, Sampler.inOrder(2), 1)) {
            assertThatThrownBy(stream::next).hasMessageContaining("2 images in a row");
        }
    }

    @Test
    void goes_on_at_another_resolution() throws Exception {
        ImageSource source = images();
        SamplerPosition position;
        try (SampleStream stream =
                SampleStream.open(source, spec(), Sampler.shuffled(COUNT, 5), 2)) {
            stream.nextBatch(17);
            position = stream.position();
        }
        SampleSpec larger = spec().withResolution(64).withSeed(3);
        List<Sample> next = take(source, larger, Sampler.resume(position), 2, 2);
        List<Sample> whole = take(source, spec(), Sampler.shuffled(COUNT, 5), 2, 18);
        assertThat(next.get(0).index()).isEqualTo(whole.get(17).index());
        assertThat(next.get(0).side()).isEqualTo(64);
        assertThatThrownBy(() -> Sampler.shuffled(0, 1)).hasMessageContaining("no images");
        assertThatThrownBy(() -> spec().withResolution(0)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> spec().withChannels(2)).hasMessageContaining("not 2");
    }

    @Test
    void refuses_a_position_of_another_set() throws Exception {
        SamplerPosition position;
        try (SampleStream stream =
                SampleStream.open(images(), spec(), Sampler.shuffled(COUNT, 5), 1)) {
            position = stream.position();
        }
        ImageSource other = SubsetSource.of(images(), IntStream.range(0, COUNT - 1).toArray());
        assertThatThrownBy(() -> SampleStream.open(other, spec(), Sampler.resume(position), 1))
                .hasMessageContaining("draws from 23 images, but there are 22");
        int[] swapped = IntStream.range(0, COUNT).map(i -> COUNT - 1 - i).toArray();
        ImageSource turned = SubsetSource.of(images(), swapped);
        assertThatThrownBy(() -> SampleStream.open(turned, spec(), Sampler.resume(position), 1))
                .hasMessageContaining("no longer holds the images");
    }

    @Test
    void reads_no_further_ahead_than_allowed() throws Exception {
        java.util.concurrent.atomic.AtomicInteger masks =
                new java.util.concurrent.atomic.AtomicInteger();
        MaskSupply counting =
                (side, seed, index) -> {
                    masks.incrementAndGet();
                    return Mask.known(side, side);
                };
        try (SampleStream stream =
                SampleStream.open(
                        images(), spec().withMasks(counting), Sampler.inOrder(COUNT), 4, 6)) {
            stream.next();
            while (stream.readyCount() < 6) { // the test's time-out ends this if it must
                Thread.sleep(10);
            }
            Thread.sleep(50);
            assertThat(masks.get()).isEqualTo(7);
            assertThat(stream.readyCount()).isEqualTo(6);
        }
    }

    @Test
    void closing_ends_all_threads_and_wakes_who_waits() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        MaskSupply stuck =
                (side, seed, index) -> {
                    try {
                        release.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    return Mask.known(side, side);
                };
        SampleStream stream =
                SampleStream.open(images(), spec().withMasks(stuck), Sampler.inOrder(COUNT), 3);
        List<Throwable> seen = new ArrayList<>();
        Thread consumer =
                new Thread(
                        () -> {
                            try {
                                stream.next();
                            } catch (Throwable e) {
                                seen.add(e);
                            }
                        });
        consumer.start();
        Thread.sleep(100);
        Thread closer = new Thread(stream::close);
        closer.start();
        consumer.join(20_000);
        assertThat(seen).hasSize(1).first().asString().contains("closed");
        release.countDown();
        closer.join(20_000);
        assertThat(
                        Thread.getAllStackTraces().keySet().stream()
                                .filter(t -> t.getName().startsWith("restauro-samples-")))
                .isEmpty();
        stream.close();
    }

    @Test
    void an_interrupted_consumer_stops_waiting() throws Exception {
        try (SampleStream stream = SampleStream.open(images(), spec(), Sampler.inOrder(COUNT), 1)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(stream::next).isInstanceOf(InterruptedException.class);
            assertThat(stream.next().index()).isZero();
        }
    }

    @Test
    void errors_of_mask_suppliers_surface_even_if_broken_images_are_skipped() throws Exception {
        Mask mask = Mask.known(32, 32);
        MemorySource masks = MemorySource.of("masks").add("m0", ImageFiles.toPng(mask)).build();
        SampleSpec spec =
                spec().withBroken(SampleSpec.Broken.SKIP)
                        .withMasks(MaskSupply.files(masks, MaskReading.black()));
        try (SampleStream stream = SampleStream.open(images(), spec, Sampler.once(COUNT), 2)) {
            assertThat(stream.next().toMask()).isEqualTo(mask);
            assertThatThrownBy(stream::next).hasMessageContaining("1 masks, none for image 2");
        }
        SampleSpec failing =
                spec().withMasks(
                                (side, seed, index) -> {
                                    throw new IllegalStateException("no ink");
                                });
        try (SampleStream stream = SampleStream.open(images(), failing, Sampler.once(COUNT), 2)) {
            assertThatThrownBy(stream::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no ink");
        }
    }
}
