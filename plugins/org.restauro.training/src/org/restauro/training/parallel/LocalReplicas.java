// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.restauro.engine.ComputePolicy;
import org.restauro.training.Phase;
import org.restauro.training.optim.ParameterGradients;

/**
 * Devices of this process, with a thread for each further one. The same device may be named several
 * times.
 *
 * <pre>{@code
 * try (Replicas replicas =
 *         new LocalReplicas(phases, List.of(new Replica(onSecondDevice, itsPhases)), 4)) {
 *     Trainer.builder(phases, data).replicas(replicas)...
 * }
 * }</pre>
 */
public final class LocalReplicas implements Replicas {
    private final List<Replica> others;
    private final List<Twin> twins = new ArrayList<>();
    private final int group;
    private final ExecutorService threads;

    /**
     * A further device.
     *
     * @param policy where and how it computes
     * @param phases those of the run, by name, on networks of equal shape that were loaded or
     *     initialised on that device with any values; their losses share what they keep beside
     *     networks, such as the mean of path lengths, and name the optimizers of the first device
     */
    public record Replica(ComputePolicy policy, List<Phase> phases) {
        /** Copies the list. */
        public Replica {
            phases = List.copyOf(phases);
        }

        private Phase like(Phase first) {
            return phases.stream()
                    .filter(p -> p.name().equals(first.name()))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "A replica has no phase '" + first.name() + "'."));
        }
    }

    /**
     * Connects devices; the networks stay the caller's.
     *
     * @param phases of the first device
     * @param others further devices
     * @param group samples that must be computed on one device, because networks compare them with
     *     each other: the size of a minibatch statistic's groups, or 1
     */
    public LocalReplicas(List<Phase> phases, List<Replica> others, int group) {
        if (group < 1) {
            throw new IllegalArgumentException(
                    "Groups of " + group + " samples make no sense; 1 or more would be right.");
        }
        this.others = List.copyOf(others);
        this.group = group;
        for (Replica other : this.others) {
            for (Phase phase : phases) {
                Phase copy = other.like(phase);
                if (twins.stream().noneMatch(t -> t.connects(phase.module(), copy.module()))) {
                    twins.add(new Twin(phase.module(), copy.module(), other.policy()));
                }
            }
        }
        threads =
                Executors.newCachedThreadPool(
                        task -> {
                            Thread thread = new Thread(task, "restauro-replica");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    @Override
    public int count() {
        return 1 + others.size();
    }

    /** Parts of whole groups and equal sizes; with groups of 1, sizes may differ by one. */
    @Override
    public int devices(int samples) {
        int together = Math.min(group, samples);
        int devices = Math.min(count(), samples / together);
        while (group > 1 && devices > 1 && samples % (devices * together) != 0) {
            devices--;
        }
        return devices;
    }

    @Override
    public ComputePolicy policy(int device, ComputePolicy first) {
        return device == 0 ? first : others.get(device - 1).policy().with(first.precision());
    }

    @Override
    public Phase phase(int device, Phase first) {
        return device == 0 ? first : others.get(device - 1).like(first);
    }

    @Override
    public void follow() {
        twins.forEach(Twin::follow);
    }

    @Override
    public void follow(Phase moved) {
        twins.stream().filter(t -> t.isOf(moved.module())).forEach(Twin::followParameters);
    }

    @Override
    public void compute(int devices, Work work) {
        if (devices == 1) {
            work.compute(0, Part.WHOLE);
            return;
        }
        Meeting meeting = new Meeting(devices);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 1; i < devices; i++) {
            int device = i;
            running.add(threads.submit(() -> compute(device, meeting, work)));
        }
        Throwable problem = null;
        try {
            compute(0, meeting, work);
        } catch (RuntimeException | Error e) {
            problem = e;
        }
        for (Future<?> other : running) {
            problem = worse(problem, endOf(other));
        }
        if (problem instanceof Error error) {
            throw error;
        }
        if (problem != null) {
            throw (RuntimeException) problem;
        }
    }

    private static void compute(int device, Meeting meeting, Work work) {
        try {
            work.compute(device, meeting.part(device));
        } finally {
            meeting.leave();
        }
    }

    /** Waits for a thread even if this one is interrupted: it still uses native memory. */
    private static Throwable endOf(Future<?> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** That another part is gone is only a consequence. */
    private static Throwable worse(Throwable a, Throwable b) {
        return a == null || b != null && a instanceof Rendezvous.Abandoned ? b : a;
    }

    @Override
    public void sum(List<ParameterGradients> devices) {
        devices.subList(1, devices.size()).forEach(devices.get(0)::add);
    }

    /** Ends the threads. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
