// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * One run of an {@link Inpainter} over some requests: gathers the pieces of one or several images
 * into batches, sends them through the network, and gives the results in the order of the requests.
 * While the network computes, the batch before is written and the next one read.
 */
final class InpaintRun {
    private record Waiting(Job job, Piece piece, float[] z, long seed) {}

    private record Computing(List<Waiting> batch, Future<float[]> painted) {}

    private final InpaintingNetwork network;
    private final InpaintSettings settings;
    private final Consumer<InpaintResult> results;
    private final Progress progress;
    private final Deque<Job> open = new ArrayDeque<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final NetworkThreads threads;
    // In the network, oldest first, while the caller writes what came before and reads what
    // follows.
    private final Deque<Computing> computing = new ArrayDeque<>();
    private int done;
    private int total;

    InpaintRun(
            InpaintingNetwork network,
            InpaintSettings settings,
            NetworkThreads threads,
            Consumer<InpaintResult> results,
            Progress progress) {
        this.threads = threads;
        this.network = network;
        this.settings = settings;
        this.results = results;
        this.progress = progress;
    }

    void run(Iterator<InpaintRequest> requests) {
        try {
            work(requests);
        } finally {
            // nobody may close the network under them
            computing.forEach(each -> NetworkThreads.settle(each.painted));
        }
    }

    private void work(Iterator<InpaintRequest> requests) {
        while (requests.hasNext()) {
            checkCancelled();
            InpaintRequest request = requests.next();
            Job job;
            try {
                job = new Job(request, settings, network);
            } catch (RuntimeException | OutOfMemoryError error) {
                RuntimeException e = failure(error);
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
            } catch (RuntimeException | OutOfMemoryError e) {
                job.fail(failure(e));
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
        if (!next.piece.ready()) {
            flush();
        } else if (!waiting.isEmpty() && !fits(next)) {
            start();
        }
        if (next.job.failed()) {
            return;
        }
        waiting.add(next);
        if (waiting.size() >= Math.max(settings.batch(), network.atOnce())) {
            start();
            emit();
        }
    }

    private boolean fits(Waiting next) {
        Waiting first = waiting.get(0);
        return first.piece.width() == next.piece.width()
                && first.piece.height() == next.piece.height()
                && first.job.noise(first.piece) == next.job.noise(next.piece);
    }

    /** Sends what waits through the network, and waits for all of it. */
    private void flush() {
        start();
        finish();
        emit();
    }

    /** Sends what waits through the network, once it has room. */
    private void start() {
        List<Waiting> batch = List.copyOf(waiting);
        waiting.clear();
        if (batch.isEmpty()) {
            return;
        }
        checkCancelled();
        Input input;
        try {
            input = read(batch);
        } catch (RuntimeException | OutOfMemoryError e) {
            finish();
            retryAlone(batch, failure(e));
            return;
        }
        Computing oldest = computing.size() < threads.calls() ? null : settled();
        checkCancelled(oldest);
        computing.add(new Computing(batch, threads.submit(() -> input.through(network))));
        finish(oldest);
    }

    /** The oldest batch, when the network is done with it. */
    private Computing settled() {
        NetworkThreads.settle(computing.element().painted);
        return computing.remove();
    }

    /** Waits for the network and writes all that it painted. */
    private void finish() {
        while (!computing.isEmpty()) {
            finish(settled());
        }
    }

    private void finish(Computing one) {
        if (one == null) {
            return;
        }
        try {
            write(one.batch, NetworkThreads.await(one.painted));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            retryAlone(one.batch, failure(e));
        }
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
                Input input = read(List.of(one));
                write(
                        List.of(one),
                        NetworkThreads.await(threads.submit(() -> input.through(network))));
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException | OutOfMemoryError e) {
                one.job.fail(failure(e));
            }
        }
    }

    /** What the network is given. */
    private record Input(
            float[] images, float[] masks, int n, int height, int width, Sampling sampling) {
        float[] through(InpaintingNetwork network) {
            return network.inpaint(images, masks, n, height, width, sampling);
        }
    }

    private Input read(List<Waiting> batch) {
        int n = batch.size();
        Piece first = batch.get(0).piece;
        int plane = Math.multiplyExact(first.width(), first.height());
        float[] images = new float[Math.multiplyExact(3 * n, plane)];
        float[] masks = new float[n * plane];
        int latent = network.latentSize();
        float[] z = new float[n * latent];
        long[] seeds = new long[n];
        List<ImageHints> hints = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Waiting one = batch.get(i);
            one.piece.read(images, 3 * i * plane, masks, i * plane);
            System.arraycopy(one.z, 0, z, i * latent, latent);
            seeds[i] = one.seed;
            hints.add(one.job.hints());
        }
        NoiseMode noise = batch.get(0).job.noise(first);
        Sampling sampling = new Sampling(z, settings.truncationPsi(), noise, seeds, hints);
        return new Input(images, masks, n, first.height(), first.width(), sampling);
    }

    private void write(List<Waiting> batch, float[] painted) {
        Piece first = batch.get(0).piece;
        int plane = first.width() * first.height();
        for (int i = 0; i < batch.size(); i++) {
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
        checkCancelled(null);
    }

    private void checkCancelled(Computing oldest) {
        if (progress.cancelled()) {
            finish(oldest);
            finish();
            emit();
            throw new CancellationException("The restoration was cancelled.");
        }
    }

    private static RuntimeException failure(Throwable e) {
        return e instanceof RuntimeException known
                ? known
                : new IllegalStateException(
                        "There is not enough memory for this image; give Java more with -Xmx, or"
                                + " choose fewer variants or a smaller batch.",
                        e);
    }
}
