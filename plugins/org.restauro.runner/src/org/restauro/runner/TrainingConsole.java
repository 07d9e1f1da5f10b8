// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;
import org.restauro.training.session.TrainingProgress;

/** A training run on the console: says how far it is, and lets Ctrl-C end it in order. */
final class TrainingConsole implements TrainingObserver, AutoCloseable {
    /** How long a stop may take before the process ends without the last checkpoint. */
    private static final long LAST_STEP_MINUTES = 10;

    private final PrintWriter out;
    private final StopRequest stop = new StopRequest();

    private TrainingConsole(PrintWriter out) {
        this.out = out;
    }

    /** From now on Ctrl-C and SIGTERM wait for the run; closing this ends that. */
    static TrainingConsole begin(PrintWriter out) {
        TrainingConsole console = new TrainingConsole(out);
        Runtime.getRuntime().addShutdownHook(console.stop);
        return console;
    }

    /** Settings with a path in place; those without it for null. */
    static SettingsTree path(SettingsTree tree, String key, Path value) {
        return value == null
                ? tree
                : tree.set(
                        key, JsonNodeFactory.instance.textNode(value.toAbsolutePath().toString()));
    }

    @Override
    public void started(String text) {
        say(text);
    }

    @Override
    public void progress(TrainingProgress progress) {
        say(progress.line());
    }

    @Override
    public void note(String text) {
        say(text);
    }

    @Override
    public boolean cancelled() {
        return stop.wanted;
    }

    /** Says what the run brought. */
    void ended(TrainingOutcome outcome) {
        String end = outcome.stopReason() == null ? "Done" : "Stopped: " + outcome.stopReason();
        say(
                String.format(
                        Locale.ROOT,
                        "%s. %.1f kimg, %d updates skipped. Model: %s%s",
                        end,
                        outcome.images() / 1000.0,
                        outcome.skipped(),
                        outcome.model(),
                        outcome.best() == null ? "" : ", best: " + outcome.best()));
    }

    private void say(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public void close() {
        stop.finished.countDown();
    }

    /** Lets Ctrl-C and SIGTERM end the run after its step, with a checkpoint. */
    private static final class StopRequest extends Thread {
        private final CountDownLatch finished = new CountDownLatch(1);
        private volatile boolean wanted;

        @Override
        public void run() {
            wanted = true;
            try {
                finished.await(LAST_STEP_MINUTES, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
