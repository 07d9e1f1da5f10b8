// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Restores any number of images from files: while one is painted, the next are decoded and the ones
 * before are encoded. One that fails does not stop the others.
 *
 * <p>At most {@value #AHEAD} decoded and {@value #AHEAD} restored images wait at a time, whatever
 * the number of items.
 */
public final class BatchRestorer {
    private static final int AHEAD = 2;

    /** One image to restore: where it comes from and where its result goes. */
    public interface Item {
        /** How messages call it. */
        String name();

        /** Whether its result is there already, so that it is skipped. */
        boolean isDone();

        /** Reads image and mask; called on a thread of its own, in order. */
        InpaintRequest decode() throws IOException;

        /** Stores a successful result; called on a thread of its own, in order. */
        void encode(InpaintResult result) throws IOException;
    }

    /** How an item ended. */
    public enum Status {
        /** Restored and stored. */
        RESTORED,
        /** Its result was there already. */
        SKIPPED,
        /** Nothing was stored; the message says why. */
        FAILED
    }

    /**
     * What became of one item.
     *
     * @param name the item's name
     * @param status how it ended
     * @param message what was done, or why it failed
     * @param result the result without its pixels, or null where there is none
     */
    public record Outcome(String name, Status status, String message, InpaintResult result) {}

    private record Decoded(Item item, InpaintRequest request, String failure) {}

    private record Restored(Item item, InpaintResult result) {}

    private final Inpainter inpainter;

    /** A restorer around an inpainter, which stays the caller's. */
    public BatchRestorer(Inpainter inpainter) {
        this.inpainter = inpainter;
    }

    /**
     * Works through the items.
     *
     * @param items taken one by one, on another thread
     * @param outcomes receives one outcome for each item, one at a time, from several threads
     * @param progress asked and told between forwards
     * @throws CancellationException if {@code progress} cancelled; what was restored before is
     *     stored
     */
    public void run(Iterator<? extends Item> items, Consumer<Outcome> outcomes, Progress progress) {
        new Run(outcomes).run(items, progress);
    }

    private final class Run {
        private final Consumer<Outcome> outcomes;
        private final BlockingQueue<Decoded> decoded = new ArrayBlockingQueue<>(AHEAD);
        private final BlockingQueue<Restored> restored = new ArrayBlockingQueue<>(AHEAD);
        private final Deque<Item> painting = new ArrayDeque<>();
        private volatile Throwable broken;

        Run(Consumer<Outcome> outcomes) {
            this.outcomes = outcomes;
        }

        void run(Iterator<? extends Item> items, Progress progress) {
            Thread decoder = new Thread(() -> decodeAll(items), "restauro-decode");
            Thread encoder = new Thread(this::encodeAll, "restauro-encode");
            decoder.setDaemon(true);
            encoder.setDaemon(true);
            decoder.start();
            encoder.start();
            try {
                inpainter.restoreAll(new Requests(), this::accept, progress);
            } finally {
                decoder.interrupt();
                put(restored, new Restored(null, null));
                join(decoder);
                join(encoder);
            }
            if (broken != null) {
                throw new IllegalStateException(
                        "Restoring a batch broke off: " + broken.getMessage(), broken);
            }
        }

        private void decodeAll(Iterator<? extends Item> items) {
            try {
                try {
                    while (items.hasNext()) {
                        decoded.put(decode(items.next()));
                    }
                } catch (RuntimeException | Error e) {
                    broken = e;
                }
                decoded.put(new Decoded(null, null, null));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // cancelled: nobody takes any more
            }
        }

        private Decoded decode(Item item) {
            try {
                return new Decoded(item, item.isDone() ? null : item.decode(), null);
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                return new Decoded(item, null, message(e));
            }
        }

        private void accept(InpaintResult result) {
            Item item = painting.remove();
            if (result.succeeded()) {
                put(restored, new Restored(item, result));
            } else {
                report(item, Status.FAILED, result.explanation(), result);
            }
        }

        private void encodeAll() {
            try {
                for (Restored next = restored.take(); next.item != null; next = restored.take()) {
                    try {
                        encode(next);
                    } catch (RuntimeException | Error e) {
                        broken = e; // the listener's: go on, so that nobody waits for room
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void encode(Restored next) {
            InpaintResult result = next.result;
            try {
                next.item.encode(result);
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                report(next.item, Status.FAILED, message(e), null);
                return;
            }
            report(next.item, Status.RESTORED, result.explanation(), result.withoutPixels());
        }

        private synchronized void report(
                Item item, Status status, String message, InpaintResult result) {
            outcomes.accept(new Outcome(item.name(), status, message, result));
        }

        /** The decoded requests, as the inpainter asks for them. */
        private final class Requests implements Iterator<InpaintRequest> {
            private Decoded next;

            @Override
            public boolean hasNext() {
                while (next == null) {
                    Decoded candidate = take(decoded);
                    if (candidate.failure != null) {
                        report(candidate.item, Status.FAILED, candidate.failure, null);
                    } else if (candidate.item != null && candidate.request == null) {
                        report(
                                candidate.item,
                                Status.SKIPPED,
                                "The result is there already.",
                                null);
                    } else {
                        next = candidate;
                    }
                }
                return next.item != null;
            }

            @Override
            public InpaintRequest next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("There are no more images.");
                }
                InpaintRequest request = next.request;
                painting.add(next.item);
                next = null;
                return request;
            }
        }
    }

    private static String message(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            return "There is not enough memory for this image; give Java more with -Xmx.";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static <T> void put(BlockingQueue<T> queue, T value) {
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                queue.put(value);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T take(BlockingQueue<T> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The restoration was interrupted.");
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
