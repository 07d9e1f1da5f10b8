// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;

/**
 * Ends a run after the step that is under way, so that its result is kept: when a file named
 * {@value #FILE} appears in its folder, when its time is over, or when its observer wants it.
 */
public final class StopSignals implements Controller {
    /** The file; deleted when it is seen. */
    public static final String FILE = "stop";

    /** Why a cancelled run ended. */
    public static final String CANCELLED = "cancelled";

    private static final double NANOS = 1e9;
    private static final double MINUTE = 60;

    private final Path file;
    private final double minutes;
    private final TrainingObserver observer;
    private long began;

    /**
     * Watches for them.
     *
     * @param minutes of this start, 0 for no limit
     */
    public StopSignals(Path folder, double minutes, TrainingObserver observer) {
        file = folder.resolve(FILE);
        this.minutes = minutes;
        this.observer = observer;
    }

    @Override
    public Priority priority() {
        return Priority.LAST;
    }

    @Override
    public void begin(TrainingRun run) {
        began = System.nanoTime();
    }

    @Override
    public void afterStep(TrainingRun run) throws IOException {
        if (observer.cancelled()) {
            run.stop(CANCELLED);
        }
        if (Files.deleteIfExists(file)) {
            run.stop("the file '" + FILE + "' was found");
        }
        if (minutes > 0 && (System.nanoTime() - began) / NANOS >= minutes * MINUTE) {
            run.stop("the time limit is reached");
        }
    }
}
