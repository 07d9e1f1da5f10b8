// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.features;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/**
 * Turns pictures into feature vectors: some threads read and decode ahead while the calling thread
 * keeps the device busy with whole batches. Memory stays that of a few batches, however many
 * pictures there are.
 */
public final class FeatureExtractor {
    private final FeatureNetwork network;
    private final FeatureCache cache;
    private final int batch;
    private final int decoders;
    private volatile String cacheProblem;

    /** Receives vectors in the order of the pictures. */
    public interface Sink {
        /**
         * Takes vectors.
         *
         * @param rows {@code count} vectors, one after the other; may be longer, and is used again
         */
        void accept(float[] rows, int count) throws IOException;
    }

    /** Is told how far it is. */
    public interface Progress {
        /** So many pictures are done. */
        void done(int pictures, int total);

        /** Whether to stop. */
        default boolean cancelled() {
            return Thread.currentThread().isInterrupted();
        }

        /** Tells nobody. */
        Progress NONE = (pictures, total) -> {};
    }

    /**
     * @param cache where vectors are kept, or null
     * @param batch pictures that go through the network at once
     * @param decoders threads that read and decode
     */
    public FeatureExtractor(FeatureNetwork network, FeatureCache cache, int batch, int decoders) {
        if (batch < 1 || decoders < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            "Batches of %d pictures decoded by %d threads; 1 or more of each would"
                                    + " be right.",
                            batch, decoders));
        }
        this.network = network;
        this.cache = cache;
        this.batch = batch;
        this.decoders = decoders;
    }

    /** A picture that was read: its vector if the cache had it, else its input. */
    private record Ready(String name, String hash, float[] vector, float[] input) {}

    /**
     * The vectors of all pictures at once.
     *
     * @throws IOException if one cannot be read; the message names it
     */
    public FeatureSet extract(List<ImageItem> items, Progress progress) throws IOException {
        int d = network.dimension();
        long values = (long) items.size() * d;
        if (values > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    items.size()
                            + " vectors of "
                            + d
                            + " values do not fit into one array; compute FID, which needs moments"
                            + " only, or fewer pictures.");
        }
        float[] all = new float[(int) values];
        int[] at = {0};
        extract(
                items,
                (rows, count) -> {
                    System.arraycopy(rows, 0, all, at[0] * d, count * d);
                    at[0] += count;
                },
                progress);
        return new FeatureSet(items.size(), d, all);
    }

    /**
     * Hands the vectors of all pictures on in their order.
     *
     * @throws IOException if one cannot be read; the message names it
     * @throws CancellationException if the progress says so
     */
    public void extract(List<ImageItem> items, Sink sink, Progress progress) throws IOException {
        int window = 2 * batch + decoders;
        try (ReadAhead<Ready> ahead =
                new ReadAhead<>(
                        decoders,
                        window,
                        items.stream().map(i -> (Callable<Ready>) () -> read(i)).iterator())) {
            int done = 0;
            while (ahead.hasNext()) {
                if (progress.cancelled()) {
                    throw new CancellationException("Scoring was cancelled.");
                }
                List<Ready> ready = new ArrayList<>();
                while (ready.size() < batch && ahead.hasNext()) {
                    ready.add(ahead.next());
                }
                sink.accept(vectors(ready, ahead), ready.size());
                done += ready.size();
                progress.done(done, items.size());
            }
        }
    }

    /** What kept the cache from being written, if something did; scores do not suffer from it. */
    public Optional<String> cacheProblem() {
        return Optional.ofNullable(cacheProblem);
    }

    private Ready read(ImageItem item) throws IOException {
        ImageItem.Loaded loaded;
        try {
            loaded = item.load();
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file " + e.getFile() + ".", e);
        }
        String hash = cache == null ? null : loaded.contentHash();
        Optional<float[]> known = cache == null ? Optional.empty() : cache.get(network, hash);
        return known.isPresent()
                ? new Ready(item.name(), hash, known.get(), null)
                : new Ready(item.name(), hash, null, network.prepare(loaded.decode()));
    }

    private float[] vectors(List<Ready> ready, ReadAhead<Ready> ahead) {
        int d = network.dimension();
        float[] rows = new float[ready.size() * d];
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < ready.size(); i++) {
            if (ready.get(i).vector == null) {
                missing.add(i);
            } else {
                System.arraycopy(ready.get(i).vector, 0, rows, i * d, d);
            }
        }
        if (missing.isEmpty()) {
            return rows;
        }
        int length = ready.get(missing.get(0)).input.length;
        float[] inputs = new float[missing.size() * length];
        for (int k = 0; k < missing.size(); k++) {
            System.arraycopy(ready.get(missing.get(k)).input, 0, inputs, k * length, length);
        }
        float[] computed = network.forward(inputs, missing.size());
        for (int k = 0; k < missing.size(); k++) {
            Ready one = ready.get(missing.get(k));
            float[] vector = new float[d];
            System.arraycopy(computed, k * d, vector, 0, d);
            for (float value : vector) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException(FeatureSet.notFinite(one.name, value));
                }
            }
            System.arraycopy(vector, 0, rows, missing.get(k) * d, d);
            if (cache != null) {
                ahead.background(() -> keep(one.hash, vector));
            }
        }
        return rows;
    }

    private void keep(String hash, float[] vector) {
        try {
            cache.put(network, hash, vector);
        } catch (IOException e) {
            cacheProblem = "The feature cache could not be written: " + e.getMessage() + ".";
        }
    }
}
