// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
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
     * One round: some images restored from file to file, and the same forwards alone.
     *
     * @param files seconds from the first file read to the last one written
     * @param kernels seconds of the same forwards alone
     * @param filesBusy processor seconds a second of the first way
     * @param kernelsBusy processor seconds a second of the second way
     * @param forwards windows that went through the network
     */
    record Round(double files, double kernels, double filesBusy, double kernelsBusy, int forwards) {
        double ratio() {
            return kernels / files;
        }
    }

    /**
     * What came out.
     *
     * @param images of each round
     */
    record Result(int images, List<Round> rounds) {
        double median(ToDoubleFunction<Round> figure) {
            return BenchRecord.Seconds.of(rounds.stream().mapToDouble(figure).boxed().toList())
                    .median();
        }

        int forwards() {
            return rounds.stream().mapToInt(Round::forwards).sum();
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
            InpaintingNetwork network, List<String> inputs, Map<String, Runnable> again)
            implements InpaintingNetwork {
        Recorder(InpaintingNetwork network) {
            this(network, new CopyOnWriteArrayList<>(), new ConcurrentHashMap<>());
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
        public int calls() {
            return network.calls();
        }

        @Override
        public int latentSize() {
            return network.latentSize();
        }

        @Override
        public float[] inpaint(
                float[] images, float[] masks, int n, int height, int width, Sampling sampling) {
            String shape = n + " " + height + " " + width;
            inputs.add(shape);
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
            List<Round> all = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                network.inputs.clear();
                double before = cpuSeconds();
                double files = run(pairs, images, folder);
                double between = cpuSeconds();
                double kernels = replay();
                double after = cpuSeconds();
                int forwards =
                        network.inputs.stream().mapToInt(c -> Integer.parseInt(first(c))).sum();
                all.add(
                        new Round(
                                files,
                                kernels,
                                (between - before) / files,
                                (after - between) / kernels,
                                forwards));
            }
            return new Result(images, all);
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

    /** The same inputs, as many at a time as when files are restored. */
    private double replay() throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(network.calls());
        try {
            long start = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            network.inputs.forEach(shape -> running.add(threads.submit(network.again.get(shape))));
            for (Future<?> one : running) {
                one.get();
            }
            return (System.nanoTime() - start) / 1e9;
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException("The network broke off: " + e.getMessage(), e);
        } finally {
            threads.shutdown();
        }
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
