// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.MaskReading;
import org.restauro.images.io.WriteOptions;
import org.restauro.models.inpaint.BatchRestorer;
import org.restauro.models.inpaint.InpaintSettings;
import org.restauro.models.inpaint.Inpainter;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.inpaint.Progress;
import org.restauro.models.inpaint.Sampling;

/**
 * Restores image files as {@code restauro inpaint} does, from reading to writing, and then sends
 * inputs of the same sizes through the network alone, in turns.
 */
final class BatchBench {
    private static final int DISTINCT = 8;

    /**
     * What came out.
     *
     * @param images restored in each of the two ways
     * @param files seconds from the first file read to the last one written
     * @param kernels seconds of the same forwards alone
     * @param cpu processor seconds a second of the first way
     * @param forwards calls times their batch
     */
    record Result(int images, double files, double kernels, double cpu, int forwards) {
        double ratio() {
            return kernels / files;
        }
    }

    private final Recorder network;
    private final InpaintSettings settings;
    private final int size;
    private int written;

    BatchBench(InpaintingNetwork network, InpaintSettings settings, int size) {
        this.network = new Recorder(network);
        this.settings = settings;
        this.size = size;
    }

    /** The network, and what it was asked. */
    private record Recorder(
            InpaintingNetwork network, List<String> calls, Map<String, Runnable> again)
            implements InpaintingNetwork {
        Recorder(InpaintingNetwork network) {
            this(network, new ArrayList<>(), new HashMap<>());
        }

        @Override
        public int builtSize() {
            return network.builtSize();
        }

        @Override
        public int atOnce() {
            return network.atOnce();
        }

        @Override
        public int latentSize() {
            return network.latentSize();
        }

        @Override
        public float[] inpaint(
                float[] images, float[] masks, int n, int height, int width, Sampling sampling) {
            String shape = n + " " + height + " " + width;
            calls.add(shape);
            again.put(shape, () -> network.inpaint(images, masks, n, height, width, sampling));
            return network.inpaint(images, masks, n, height, width, sampling);
        }

        @Override
        public void close() {
            network.close();
        }
    }

    /**
     * Measures.
     *
     * @param images restored in each round
     * @param rounds after one of warm-up
     */
    Result measure(int images, int rounds) throws IOException {
        Path folder = Files.createTempDirectory("restauro-bench");
        try {
            List<ImagePairs.Pair> pairs = write(folder);
            run(pairs, Math.min(images, 2 * DISTINCT), folder);
            replay();
            double files = 0;
            double kernels = 0;
            double cpu = 0;
            int forwards = 0;
            for (int i = 0; i < rounds; i++) {
                network.calls.clear();
                double before = cpuSeconds();
                files += run(pairs, images, folder);
                cpu += cpuSeconds() - before;
                forwards += network.calls.stream().mapToInt(c -> Integer.parseInt(first(c))).sum();
                kernels += replay();
            }
            return new Result(images * rounds, files, kernels, cpu / files, forwards);
        } finally {
            delete(folder);
        }
    }

    private static String first(String call) {
        return call.substring(0, call.indexOf(' '));
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis()
                / 1e3;
    }

    private List<ImagePairs.Pair> write(Path folder) throws IOException {
        List<ImagePairs.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < DISTINCT; i++) {
            BenchScene scene = BenchScene.of(size, 1);
            Path image = folder.resolve("image" + i + ".png");
            Path mask = folder.resolve("mask" + i + ".png");
            Files.write(image, ImageFiles.toPng(scene.image()));
            PixelImage grey = PixelImage.of8(size, size, 1, scene.mask().values());
            Files.write(mask, ImageFiles.toPng(grey));
            pairs.add(new ImagePairs.Pair(image, mask));
        }
        return pairs;
    }

    private double run(List<ImagePairs.Pair> pairs, int images, Path folder) {
        WriteOptions writing = WriteOptions.defaults().withExisting(WriteOptions.Existing.REPLACE);
        MaskReading reading = MaskReading.of(MaskReading.Holes.BLACK);
        List<FileItem> items = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            // a new file each time: to replace one, the disk is waited for
            Path out = folder.resolve("out" + written++ + ".png");
            items.add(
                    new FileItem(
                            pairs.get(i % DISTINCT),
                            List.of(out),
                            reading,
                            writing,
                            false,
                            i,
                            null));
        }
        // Not closed: the network is used again.
        @SuppressWarnings("resource")
        Inpainter inpainter = new Inpainter(network, settings);
        long start = System.nanoTime();
        new BatchRestorer(inpainter)
                .run(items.iterator(), BatchBench::requireRestored, Progress.NONE);
        return (System.nanoTime() - start) / 1e9;
    }

    private static void requireRestored(BatchRestorer.Outcome outcome) {
        if (outcome.status() != BatchRestorer.Status.RESTORED) {
            throw new IllegalStateException(outcome.name() + ": " + outcome.message());
        }
    }

    private double replay() {
        long start = System.nanoTime();
        network.calls.forEach(call -> network.again.get(call).run());
        return (System.nanoTime() - start) / 1e9;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
