// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.restauro.images.ImageException;

/**
 * Samples, read ahead by several threads, so that whoever trains does not wait.
 *
 * <p>Order and content are those of the {@link Sampler} and the {@link SampleSpec}, whatever the
 * number of threads and whoever is faster. At most {@code 2 * threads + 2} samples are ready or
 * being made at a time, or as many as {@link #open(ImageSource, SampleSpec, Sampler, int, int)}
 * says. What goes wrong in a thread is thrown by {@link #next()}, at the place in the order where
 * it belongs.
 *
 * <p>One thread takes samples; {@link #close()} may be called by any and ends all threads. The
 * source stays open.
 */
public final class SampleStream implements Closeable {
    /** How long {@link #close()} waits for images that are just being decoded. */
    private static final long CLOSE_MILLIS = 5000;

    /** What a thread made: a sample, nothing (an image left out), or what went wrong. */
    private record Made(long number, Sample sample, Throwable problem) {}

    private final ImageSource source;
    private final Sampler sampler;
    private final SampleMaker maker;
    private final long names;
    private final List<Thread> threads = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition ready = lock.newCondition();
    private final Made[] ring;
    private long claimed; // draws given to threads
    private long taken; // of these, taken out of the ring again
    private long next; // number of the sample that comes next
    private boolean ended;
    private boolean closed;

    private SampleStream(ImageSource source, SampleSpec spec, Sampler sampler, int ahead) {
        if (sampler.size() != spec.drawn(source)) {
            throw new IllegalArgumentException(
                    String.format(
                            "The sampler draws from %d images, but there are %d (%s).",
                            sampler.size(), spec.drawn(source), source.description()));
        }
        this.source = source;
        this.sampler = sampler;
        this.names = fingerprint(source);
        if (sampler.names() != 0 && sampler.names() != names) {
            throw new IllegalArgumentException(
                    source.description()
                            + " no longer holds the images that were drawn from before, so the"
                            + " sequence cannot go on; begin a new one.");
        }
        this.maker = new SampleMaker(source, spec, sampler.order() != Sampler.Order.ONCE);
        this.ring = new Made[ahead];
        this.next = sampler.upcoming();
    }

    /**
     * Begins to read.
     *
     * @param sampler of {@link SampleSpec#drawn} images; belongs to the stream from now on
     * @param threads that decode, at least 1
     */
    public static SampleStream open(
            ImageSource source, SampleSpec spec, Sampler sampler, int threads) {
        return open(source, spec, sampler, threads, 2 * threads + 2);
    }

    /**
     * Begins to read.
     *
     * @param ahead how many samples may be ready or in the making, at least 1
     */
    public static SampleStream open(
            ImageSource source, SampleSpec spec, Sampler sampler, int threads, int ahead) {
        if (threads < 1 || ahead < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            "Reading takes at least 1 thread and 1 place, not %d and %d.",
                            threads, ahead));
        }
        SampleStream stream = new SampleStream(source, spec, sampler, ahead);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(stream::work, "restauro-samples-" + i);
            thread.setDaemon(true);
            stream.threads.add(thread);
        }
        stream.threads.forEach(Thread::start);
        return stream;
    }

    private void work() {
        while (true) {
            Sampler.Draw draw;
            int slot;
            lock.lock();
            try {
                while (!closed && !ended && claimed - taken >= ring.length) {
                    room.awaitUninterruptibly();
                }
                if (!sampler.hasNext()) {
                    ended = true;
                    room.signalAll();
                    ready.signalAll();
                }
                if (closed || ended) {
                    return;
                }
                draw = sampler.next();
                slot = (int) (claimed++ % ring.length);
            } finally {
                lock.unlock();
            }
            Made made;
            try {
                made = new Made(draw.number(), maker.make(draw), null);
            } catch (Throwable problem) {
                made = new Made(draw.number(), null, problem);
            }
            lock.lock();
            try {
                ring[slot] = made;
                ready.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * The next sample; waits for it.
     *
     * @return null after the last one, if each image comes once
     * @throws IOException if an image or mask cannot be read; the same again at each further call
     * @throws InterruptedException if this thread is interrupted while it waits
     * @throws IllegalStateException if the stream is or gets closed, or for an error in this
     *     program
     */
    public Sample next() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (closed) {
                    throw new IllegalStateException("The stream of samples is closed.");
                }
                int slot = (int) (taken % ring.length);
                Made made = ring[slot];
                if (made == null) {
                    if (ended && taken == claimed) {
                        return null;
                    }
                    ready.await();
                    continue;
                }
                if (made.problem() != null) {
                    throw rethrown(made.problem());
                }
                ring[slot] = null;
                taken++;
                next = sampler.after(made.number());
                room.signal();
                if (made.sample() != null) {
                    return made.sample();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static IOException rethrown(Throwable problem) {
        if (problem instanceof IOException) {
            return new ImageException(problem.getMessage(), problem);
        }
        throw new IllegalStateException("Making a sample failed: " + problem, problem);
    }

    /**
     * The next samples as a batch.
     *
     * @return fewer at the end if each image comes once, null after the last one
     */
    public SampleBatch nextBatch(int size) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>(size);
        while (samples.size() < size) {
            Sample sample = next();
            if (sample == null) {
                break;
            }
            samples.add(sample);
        }
        return samples.isEmpty() ? null : new SampleBatch(samples);
    }

    /**
     * Where the stream stands: a stream opened with {@link Sampler#resume} of it goes on with the
     * sample that {@link #next()} would give, whatever has been read ahead. With replicas, take it
     * when all have taken the same number of samples.
     */
    public SamplerPosition position() {
        lock.lock();
        try {
            return sampler.position(next, names);
        } finally {
            lock.unlock();
        }
    }

    /** The images that could not be read so far and were skipped, with the reasons. */
    public Map<Integer, String> brokenImages() {
        return Map.copyOf(maker.broken());
    }

    /** How many samples are ready to be taken: if it is always 0, reading is the bottleneck. */
    public int readyCount() {
        lock.lock();
        try {
            int count = 0;
            for (Made made : ring) {
                count += made != null ? 1 : 0;
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the threads and waits for them; images that are being decoded are finished first. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
            ready.signalAll();
        } finally {
            lock.unlock();
        }
        // Not interrupted: that would close files that others read from, too.
        long deadline = System.nanoTime() + CLOSE_MILLIS * 1_000_000;
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A number that changes when images are added, removed, renamed or put into another order. */
    private static long fingerprint(ImageSource source) {
        long hash = source.size();
        for (int i = 0; i < source.size(); i++) {
            for (byte b : source.name(i).getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
            }
            hash = SampleSeeds.mix(hash);
        }
        return hash == 0 ? 1 : hash;
    }

    @Override
    public String toString() {
        return "samples of " + source.description();
    }
}
