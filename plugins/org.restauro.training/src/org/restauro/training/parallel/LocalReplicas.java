// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.parallel;

import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.training.Phase;
import org.restauro.training.optim.ParameterGradients;

/**
 * Devices of this process, each with a thread of its own while it computes. The same device may be
 * named several times.
 *
 * <pre>{@code
 * try (Replicas replicas =
 *         new LocalReplicas(phases, List.of(new Replica(onSecondDevice, itsPhases)))) {
 *     Trainer.builder(phases, data).replicas(replicas)...
 * }
 * }</pre>
 */
public final class LocalReplicas implements Replicas {
    private final List<Replica> others;
    private final List<Twin> twins = new ArrayList<>();

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
     */
    public LocalReplicas(List<Phase> phases, List<Replica> others) {
        this.others = List.copyOf(others);
        for (Replica other : this.others) {
            for (Phase phase : phases) {
                Phase copy = other.like(phase);
                if (twins.stream().noneMatch(t -> t.connects(phase.module(), copy.module()))) {
                    twins.add(new Twin(phase.module(), copy.module(), other.policy()));
                }
            }
        }
    }

    @Override
    public int count() {
        return 1 + others.size();
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
    public void compute(int devices, int samples, Work work) {
        if (devices == 1) {
            work.compute(0, Part.WHOLE);
            return;
        }
        Meeting meeting = new Meeting(devices, samples);
        Throwable[] problems = new Throwable[devices];
        // PyTorch differentiates nodes in the order of their numbers, which it counts a thread:
        // fresh threads count from 0, so that equal rounds are added up in the same order
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            int device = i;
            Runnable part = () -> problems[device] = problem(device, meeting, work);
            Thread thread = new Thread(part, "restauro-replica-" + device);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        threads.forEach(LocalReplicas::await);
        Throwable worst = null;
        for (Throwable problem : problems) {
            worst = worse(worst, problem);
        }
        if (worst instanceof Error error) {
            throw error;
        }
        if (worst != null) {
            throw (RuntimeException) worst;
        }
    }

    private static Throwable problem(int device, Meeting meeting, Work work) {
        try {
            work.compute(device, meeting.part(device));
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        } finally {
            meeting.leave();
        }
    }

    /** Waits for a thread even if this one is interrupted: it still uses native memory. */
    private static void await(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
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
}
