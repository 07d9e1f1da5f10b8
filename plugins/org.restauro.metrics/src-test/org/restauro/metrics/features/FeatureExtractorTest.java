// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;

class FeatureExtractorTest {
    /** Features are the first red value, its square, and the width. */
    private static final class ToyNetwork implements FeatureNetwork {
        private final AtomicInteger computed = new AtomicInteger();
        private String id = "toy";

        @Override
        public String id() {
            return id;
        }

        @Override
        public int dimension() {
            return 3;
        }

        @Override
        public float[] prepare(PixelImage image) {
            return new float[] {image.sample(0, 0, 0), image.width()};
        }

        @Override
        public float[] forward(float[] inputs, int count) {
            computed.addAndGet(count);
            float[] out = new float[3 * count];
            for (int i = 0; i < count; i++) {
                float red = inputs[2 * i];
                out[3 * i] = red == 99 ? Float.NaN : red;
                out[3 * i + 1] = red * red;
                out[3 * i + 2] = inputs[2 * i + 1];
            }
            return out;
        }
    }

    private static PixelImage image(int red) {
        byte[] bytes = new byte[3 * 4 * 2];
        bytes[0] = (byte) red;
        return PixelImage.of8(4, 2, 3, bytes);
    }

    private static List<ImageItem> items(int n) {
        return IntStream.range(0, n).mapToObj(i -> ImageItem.of("picture " + i, image(i))).toList();
    }

    @Test
    void vectors_come_in_order_whatever_the_batch() throws IOException {
        float[] first = null;
        for (int batch : new int[] {1, 7, 64}) {
            ToyNetwork network = new ToyNetwork();
            FeatureSet set =
                    new FeatureExtractor(network, null, batch, 3)
                            .extract(items(50), FeatureExtractor.Progress.NONE);
            assertThat(set.count()).isEqualTo(50);
            assertThat(set.values()[3 * 49 + 1]).isEqualTo(49 * 49);
            first = first == null ? set.values() : first;
            assertThat(set.values()).containsExactly(first);
        }
    }

    @Test
    void content_seen_before_is_not_computed_again_whatever_its_name(@TempDir Path folder)
            throws IOException {
        FeatureCache cache = new FeatureCache(folder.resolve("cache"));
        ToyNetwork network = new ToyNetwork();
        Path file = folder.resolve("a.png");
        Files.write(file, ImageFiles.toPng(image(5)));
        FeatureExtractor extractor = new FeatureExtractor(network, cache, 4, 2);
        FeatureSet before =
                extractor.extract(List.of(ImageItem.of(file)), FeatureExtractor.Progress.NONE);
        Path copy = Files.copy(file, folder.resolve("b.png"));
        FeatureSet after =
                extractor.extract(List.of(ImageItem.of(copy)), FeatureExtractor.Progress.NONE);
        assertThat(network.computed).hasValue(1);
        assertThat(after.values()).containsExactly(before.values());
        network.id = "toy with other weights";
        extractor.extract(List.of(ImageItem.of(copy)), FeatureExtractor.Progress.NONE);
        assertThat(network.computed).hasValue(2);
        assertThat(extractor.cacheProblem()).isEmpty();
    }

    @Test
    void truncated_and_changed_cache_files_count_as_absent(@TempDir Path folder)
            throws IOException {
        FeatureCache cache = new FeatureCache(folder);
        ToyNetwork network = new ToyNetwork();
        cache.put(network, "one", new float[] {1, 2, 3});
        assertThat(cache.get(network, "one")).get().isEqualTo(new float[] {1, 2, 3});
        Path file;
        try (Stream<Path> files = Files.walk(folder)) {
            file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(cache.get(network, "one")).as("%d bytes", length).isEmpty();
        }
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 4;
            Files.write(file, changed);
            assertThat(cache.get(network, "one")).as("byte %d changed", i).isEmpty();
        }
        cache.put(network, "one", new float[] {1, 2, 3});
        assertThat(cache.get(network, "one")).isPresent();
        assertThat(cache.get(network, "two")).isEmpty();
    }

    @Test
    void many_writers_of_one_vector_leave_it_whole(@TempDir Path folder) throws Exception {
        FeatureCache cache = new FeatureCache(folder);
        ToyNetwork network = new ToyNetwork();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<?>> all = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            all.add(
                    pool.submit(
                            () -> {
                                for (int i = 0; i < 100; i++) {
                                    cache.put(network, "one", new float[] {1, 2, 3});
                                    assertThat(cache.get(network, "one")).isPresent();
                                }
                                return null;
                            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void a_cache_that_cannot_be_written_is_reported_and_does_no_harm(@TempDir Path folder)
            throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "no folder");
        FeatureExtractor extractor =
                new FeatureExtractor(new ToyNetwork(), new FeatureCache(blocked), 4, 2);
        assertThat(extractor.extract(items(3), FeatureExtractor.Progress.NONE).count())
                .isEqualTo(3);
        assertThat(extractor.cacheProblem()).get().asString().contains("could not be written");
    }

    @Test
    void pictures_that_cannot_be_read_or_have_no_finite_features_are_named(@TempDir Path folder)
            throws IOException {
        FeatureExtractor extractor = new FeatureExtractor(new ToyNetwork(), null, 4, 2);
        Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
        assertThatThrownBy(
                        () ->
                                extractor.extract(
                                        List.of(ImageItem.of(broken)),
                                        FeatureExtractor.Progress.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken.png");
        assertThatThrownBy(
                        () ->
                                extractor.extract(
                                        List.of(ImageItem.of(folder.resolve("none.png"))),
                                        FeatureExtractor.Progress.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("There is no file");
        assertThatThrownBy(() -> extractor.extract(items(100), FeatureExtractor.Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("picture 99")
                .hasMessageContaining("NaN");
    }

    @Test
    void stops_when_asked() {
        FeatureExtractor extractor = new FeatureExtractor(new ToyNetwork(), null, 4, 2);
        int[] done = {0};
        FeatureExtractor.Progress progress =
                new FeatureExtractor.Progress() {
                    @Override
                    public void done(int pictures, int total) {
                        done[0] = pictures;
                    }

                    @Override
                    public boolean cancelled() {
                        return done[0] >= 8;
                    }
                };
        assertThatThrownBy(() -> extractor.extract(items(90), progress))
                .isInstanceOf(CancellationException.class);
        assertThat(done[0]).isEqualTo(8);
    }
}
