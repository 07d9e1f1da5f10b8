// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import org.restauro.engine.weights.WeightFileException;

/** Opens a file and reads every tensor's sum, watching time, memory and kind of failure. */
final class Watched {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final boolean loaded;
    private final String message;
    private final double seconds;
    private final long allocated;
    private final int tensors;

    private Watched(boolean loaded, String message, double seconds, long allocated, int tensors) {
        this.loaded = loaded;
        this.message = message;
        this.seconds = seconds;
        this.allocated = allocated;
        this.tensors = tensors;
    }

    /**
     * Opens a file.
     *
     * @throws AssertionError if anything but a WeightFileException comes out
     */
    static Watched open(Path file) {
        // the processor's time, not the clock's: another process must not fail a test
        long start = THREADS.getCurrentThreadCpuTime();
        long before = allocatedBytes();
        String failure = null;
        int tensors = 0;
        try (ForeignFile open = ForeignFile.open(file)) {
            for (String name : open.tensors().names()) {
                open.tensors().get(name).sum();
                tensors++;
            }
        } catch (WeightFileException e) {
            failure = checked(e);
        } catch (UncheckedIOException e) {
            assertThat(e.getCause()).isInstanceOf(WeightFileException.class);
            failure = checked(e.getCause());
        } catch (IOException e) {
            throw new AssertionError("not a WeightFileException", e);
        }
        return new Watched(
                failure == null,
                failure,
                (THREADS.getCurrentThreadCpuTime() - start) / 1e9,
                allocatedBytes() - before,
                tensors);
    }

    /** By name, as the interface that has it belongs to the machine and not to the platform. */
    private static long allocatedBytes() {
        try {
            return (Long)
                    ManagementFactory.getPlatformMBeanServer()
                            .invoke(
                                    new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                                    "getThreadAllocatedBytes",
                                    new Object[] {Thread.currentThread().getId()},
                                    new String[] {"long"});
        } catch (JMException e) {
            throw new AssertionError("this Java machine does not count allocations", e);
        }
    }

    private static String checked(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertThat(cause.getMessage() != null && cause.getMessage().contains("did not foresee"))
                    .as(() -> "unforeseen: " + e.getCause())
                    .isFalse();
        }
        assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(3_000);
        return e.getMessage();
    }

    boolean loaded() {
        return loaded;
    }

    /** What was wrong; null if it loaded. */
    String message() {
        return message;
    }

    double seconds() {
        return seconds;
    }

    /** Bytes allocated on the heap on the way, garbage included. */
    long allocated() {
        return allocated;
    }

    int tensors() {
        return tensors;
    }
}
