// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Restores images of any size with an {@link InpaintingNetwork}, which it owns.
 *
 * <p>Known pixels of the result equal the input bit for bit (outside the border of {@link
 * InpaintSettings#blend()}); depth and channels stay; hole pixels are rounded from the network's
 * floats at the image's own depth and become opaque. An image without holes never reaches the
 * network. The same seed gives the same result on the same device, whatever the batch holds besides.
 *
 * <p>Memory in bytes for an image of {@code P} pixels with {@code c} channels of {@code b} bytes,
 * besides the network's: {@code 2 P c b} (input and one result; {@code + P c b} for each further
 * variant) {@code + 2 P} (mask and hole field), {@code + P} with a blended border, and a few tiles
 * of floats; tiled images also keep {@code 16 * built size * image width} bytes of sums. No float
 * copy of a whole image is made but under {@link Policy#WHOLE}.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Inpainter implements AutoCloseable {
    private final InpaintingNetwork network;
    private final InpaintSettings settings;

    /** Takes ownership of the network. */
    public Inpainter(InpaintingNetwork network, InpaintSettings settings) {
        if (network == null || settings == null) {
            throw new IllegalArgumentException("An inpainter needs a network and settings.");
        }
        this.network = network;
        this.settings = settings;
    }

    /** The settings given. */
    public InpaintSettings settings() {
        return settings;
    }

    /** The side the network was built for, in pixels. */
    public int builtSize() {
        return network.builtSize();
    }

    /**
     * Restores one image.
     *
     * @return the result; a failure is thrown, not returned
     * @throws IllegalArgumentException if the request does not fit
     * @throws CancellationException if {@code progress} cancelled
     */
    public InpaintResult restore(InpaintRequest request, Progress progress) {
        List<InpaintResult> results = new ArrayList<>(1);
        restoreAll(List.of(request).iterator(), results::add, progress);
        InpaintResult result = results.get(0);
        if (!result.succeeded()) {
            throw result.failure();
        }
        return result;
    }

    /** {@link #restore(InpaintRequest, Progress)} without watching it. */
    public InpaintResult restore(InpaintRequest request) {
        return restore(request, Progress.NONE);
    }

    /**
     * Restores many images; windows of several images share a batch.
     *
     * @param requests taken one by one, when the work before them is on its way
     * @param results receives one result for each request, in their order; a request that fails
     *     gives a failed result and does not disturb the others
     * @param progress asked and told between forwards
     * @throws CancellationException if {@code progress} cancelled; results already given stay valid
     */
    public void restoreAll(
            Iterator<InpaintRequest> requests, Consumer<InpaintResult> results, Progress progress) {
        new Run(results, progress).run(requests);
    }

    /**
     * What would be done with an image, without doing it.
     *
     * @throws IllegalArgumentException if the request does not fit
     */
    public Preview preview(InpaintRequest request) {
        Job job = new Job(request, settings, network);
        return new Preview(job.plan().policy(), job.plan().explanation(), job.forwards());
    }

    /**
     * What would be done with an image.
     *
     * @param policy never {@link Policy#AUTO}
     * @param explanation one sentence: what is chosen and why
     * @param forwards how many windows would go through the network, all variants together
     */
    public record Preview(Policy policy, String explanation, int forwards) {}

    /** Closes the network. */
    @Override
    public void close() {
        network.close();
    }

    private record Waiting(Job job, Piece piece, float[] z, long seed) {}

    private final class Run {
        private final Consumer<InpaintResult> results;
        private final Progress progress;
        private final Deque<Job> open = new ArrayDeque<>();
        private final List<Waiting> waiting = new ArrayList<>();
        private int done;
        private int total;

        Run(Consumer<InpaintResult> results, Progress progress) {
            this.results = results;
            this.progress = progress;
        }

        void run(Iterator<InpaintRequest> requests) {
            while (requests.hasNext()) {
                checkCancelled();
                InpaintRequest request = requests.next();
                Job job;
                try {
                    job = new Job(request, settings, network);
                } catch (RuntimeException e) {
                    flush();
                    results.accept(InpaintResult.failed(request.name(), settings.policy(), e));
                    continue;
                }
                open.add(job);
                total += job.forwards();
                submit(job);
                emit();
            }
            flush();
        }

        private void submit(Job job) {
            if (job.forwards() == 0) {
                return;
            }
            for (int variant = 0; variant < settings.variants() && !job.failed(); variant++) {
                Painting painting;
                List<Piece> pieces;
                try {
                    painting = job.newPainting();
                    pieces = painting.pieces(job.plan(), network.builtSize());
                } catch (RuntimeException e) {
                    job.fail(e);
                    return;
                }
                job.started(painting);
                float[] z = job.latent(variant);
                for (int i = 0; i < pieces.size() && !job.failed(); i++) {
                    add(new Waiting(job, pieces.get(i), z, job.pieceSeed(variant, i)));
                }
            }
        }

        private void add(Waiting next) {
            if (!waiting.isEmpty() && (!fits(next) || !next.piece.ready())) {
                flush();
            }
            if (next.job.failed()) {
                return;
            }
            waiting.add(next);
            if (waiting.size() >= settings.batch()) {
                flush();
            }
        }

        private boolean fits(Waiting next) {
            Waiting first = waiting.get(0);
            return first.piece.width() == next.piece.width()
                    && first.piece.height() == next.piece.height()
                    && first.job.noise(first.piece) == next.job.noise(next.piece);
        }

        private void flush() {
            List<Waiting> batch = List.copyOf(waiting);
            waiting.clear();
            if (!batch.isEmpty()) {
                checkCancelled();
                try {
                    forward(batch);
                } catch (CancellationException e) {
                    throw e;
                } catch (RuntimeException e) {
                    retryAlone(batch, e);
                }
            }
            emit();
        }

        // A batch can fail for one of its members, or only because it is too large for the memory.
        private void retryAlone(List<Waiting> batch, RuntimeException why) {
            if (batch.size() == 1) {
                batch.get(0).job.fail(why);
                return;
            }
            for (Waiting one : batch) {
                if (one.job.failed()) {
                    continue;
                }
                try {
                    forward(List.of(one));
                } catch (CancellationException e) {
                    throw e;
                } catch (RuntimeException e) {
                    one.job.fail(e);
                }
            }
        }

        private void forward(List<Waiting> batch) {
            int n = batch.size();
            Piece first = batch.get(0).piece;
            int plane = Math.multiplyExact(first.width(), first.height());
            float[] images = new float[Math.multiplyExact(3 * n, plane)];
            float[] masks = new float[n * plane];
            int latent = network.latentSize();
            float[] z = new float[n * latent];
            long[] seeds = new long[n];
            for (int i = 0; i < n; i++) {
                Waiting one = batch.get(i);
                one.piece.read(images, 3 * i * plane, masks, i * plane);
                System.arraycopy(one.z, 0, z, i * latent, latent);
                seeds[i] = one.seed;
            }
            Sampling sampling =
                    new Sampling(
                            z, settings.truncationPsi(), batch.get(0).job.noise(first), seeds);
            float[] painted =
                    network.inpaint(images, masks, n, first.height(), first.width(), sampling);
            for (int i = 0; i < n; i++) {
                Waiting one = batch.get(i);
                one.piece.write(painted, 3 * i * plane);
                one.job.pieceDone();
                done++;
                progress.step(
                        done,
                        total,
                        one.job.name() + ": " + one.job.done() + " of " + one.job.forwards());
            }
        }

        private void emit() {
            while (!open.isEmpty() && open.peek().complete()) {
                results.accept(open.poll().result());
            }
        }

        private void checkCancelled() {
            if (progress.cancelled()) {
                throw new CancellationException("The restoration was cancelled.");
            }
        }
    }
}
