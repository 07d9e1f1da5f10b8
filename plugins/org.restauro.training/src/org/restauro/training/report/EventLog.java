// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

/**
 * Writes each line of the log as scalars that TensorBoard shows: files {@code
 * events.out.tfevents.…} in a folder, a file each start. The first event of a file tells
 * TensorBoard to forget what earlier files say of steps that come again.
 */
public final class EventLog implements TickListener {
    /** Usual name of the folder. */
    public static final String FOLDER = "events";

    private static final double MILLIS = 1000;

    private final Path folder;
    private final Clock clock;
    private EventFile file;

    /**
     * Logs into a folder.
     *
     * @param folder made if it is not there
     */
    public EventLog(Path folder) {
        this(folder, Clock.systemUTC());
    }

    EventLog(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public void begin(List<TickRow> before) throws IOException {
        Files.createDirectories(folder);
        file = new EventFile(unused());
        file.write(event(0).setFileVersion("brain.Event:2").build());
        long step = before.isEmpty() ? 0 : before.get(before.size() - 1).step();
        SessionLog start =
                SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START).build();
        file.write(event(step + 1).setSessionLog(start).build());
        file.flush();
    }

    /** Names sort by time, as TensorBoard reads them. */
    private Path unused() {
        Path path;
        int number = 0;
        do {
            path =
                    folder.resolve(
                            String.format(
                                    Locale.ROOT,
                                    "events.out.tfevents.%010d.restauro.%d",
                                    clock.instant().getEpochSecond(),
                                    number++));
        } while (Files.exists(path));
        return path;
    }

    private Event.Builder event(long step) {
        return Event.newBuilder().setWallTime(clock.millis() / MILLIS).setStep(step);
    }

    @Override
    public void tick(TickRow row) throws IOException {
        Summary.Builder summary = Summary.newBuilder();
        row.values().forEach((name, value) -> add(summary, name, value));
        add(summary, "Progress/kimg", row.images() / 1000.0);
        add(summary, "Progress/images_per_second", row.imagesPerSecond());
        file.write(event(row.step()).setSummary(summary).build());
        file.flush();
    }

    private static void add(Summary.Builder summary, String name, double value) {
        summary.addValue(Summary.Value.newBuilder().setTag(name).setSimpleValue((float) value));
    }

    @Override
    public void ended(String reason) throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
