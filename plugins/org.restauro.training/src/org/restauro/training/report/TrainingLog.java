// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.restauro.training.Controller;
import org.restauro.training.Phase;
import org.restauro.training.TrainingRun;

/**
 * Writes {@value #FILE}: every n steps one line with the means of what the losses reported since
 * the line before, and tells listeners.
 *
 * <p>A term is averaged over the steps in which it occurred, so that what is computed in every 16th
 * step only stands beside the others; values that are no numbers do not spoil a mean, they are the
 * mean only where there is nothing else. Further values are {@code Grad/<phase>}, the mean norm of
 * a phase's gradients; {@code Skipped}, updates skipped since the line before; and what {@link
 * ValueSource}s give.
 *
 * <p>When a run is resumed, lines after the step it resumes from are cut, for they will be written
 * again. The end of a run writes a line for the steps that are left.
 */
public final class TrainingLog implements Controller {
    /** Name of the file in the run's folder. */
    public static final String FILE = "log.jsonl";

    private static final double NANOS = 1e9;

    /** Sum and number of what occurred. */
    private static final class Mean {
        private double sum;
        private long count;
        private double other = Double.NaN;

        void add(double value) {
            if (Double.isFinite(value)) {
                sum += value;
                count++;
            } else {
                other = value;
            }
        }

        double value() {
            return count == 0 ? other : sum / count;
        }
    }

    private final Path folder;
    private final long everySteps;
    private final List<ValueSource> more;
    private final List<TickListener> listeners;
    private final LongSupplier nanos;
    private final List<TickRow> rows = new ArrayList<>();
    private final Map<String, Mean> means = new LinkedHashMap<>();
    private BufferedWriter out;
    private long started;
    private double secondsBefore;
    private long lastStep;
    private long lastImages;
    private double lastSeconds;
    private long lastSkipped;

    /**
     * A log that is opened when the run begins.
     *
     * @param folder of the run; made if it is not there
     * @param everySteps steps of a line, 1 or more
     * @param more asked at each line, in their order
     * @param listeners told each line, in their order
     */
    public TrainingLog(
            Path folder, long everySteps, List<ValueSource> more, List<TickListener> listeners) {
        this(folder, everySteps, more, listeners, System::nanoTime);
    }

    TrainingLog(
            Path folder,
            long everySteps,
            List<ValueSource> more,
            List<TickListener> listeners,
            LongSupplier nanos) {
        if (everySteps < 1) {
            throw new IllegalArgumentException(
                    "A line of the log every "
                            + everySteps
                            + " steps is not possible; 1 or more would be right.");
        }
        this.folder = folder;
        this.everySteps = everySteps;
        this.more = List.copyOf(more);
        this.listeners = List.copyOf(listeners);
        this.nanos = nanos;
    }

    /**
     * Reads a log, also that of a run which goes on or was killed.
     *
     * @param file the file, or the run's folder
     * @throws IOException if it cannot be read; the message names the line that is broken
     */
    public static List<TickRow> read(Path file) throws IOException {
        return List.copyOf(LogFile.read(Files.isDirectory(file) ? file.resolve(FILE) : file));
    }

    /** All lines of the run, with those from before a resume; unmodifiable, grows. */
    public List<TickRow> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** Training time in seconds, with the parts before a resume. */
    public double seconds() {
        return out == null ? secondsBefore : secondsBefore + (nanos.getAsLong() - started) / NANOS;
    }

    @Override
    public Priority priority() {
        return Priority.LOW;
    }

    @Override
    public void begin(TrainingRun run) throws IOException {
        Files.createDirectories(folder);
        rows.clear();
        means.clear();
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            LogFile.read(file).stream().filter(r -> r.step() <= run.step()).forEach(rows::add);
            LogFile.write(file, rows); // without what is to come again, or was half written
        }
        TickRow last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        secondsBefore = last == null ? 0 : last.seconds();
        lastStep = run.step();
        lastImages = run.images();
        lastSeconds = secondsBefore;
        lastSkipped = run.skipped();
        for (TickListener listener : listeners) {
            listener.begin(List.copyOf(rows));
        }
        out =
                Files.newBufferedWriter(
                        file,
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
        started = nanos.getAsLong();
    }

    @Override
    public void afterStep(TrainingRun run) throws IOException {
        run.terms().means().forEach(this::add);
        Map<String, Double> norms = run.gradientNorms();
        for (Phase phase : run.phases()) {
            Double norm = norms.get(phase.name());
            if (norm != null) {
                add("Grad/" + phase.name(), norm);
            }
        }
        if (run.step() % everySteps == 0) {
            tick(run);
        }
    }

    private void add(String name, double value) {
        means.computeIfAbsent(name, n -> new Mean()).add(value);
    }

    private void tick(TrainingRun run) throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        means.forEach((name, mean) -> values.put(name, mean.value()));
        values.put("Skipped", (double) (run.skipped() - lastSkipped));
        more.forEach(source -> values.putAll(source.values()));
        double now = seconds();
        double speed = (run.images() - lastImages) / Math.max(now - lastSeconds, 1 / NANOS);
        TickRow row = new TickRow(run.step(), run.images(), now, speed, values);
        out.write(LogFile.line(row));
        out.write('\n');
        out.flush();
        rows.add(row);
        means.clear();
        lastStep = run.step();
        lastImages = run.images();
        lastSeconds = now;
        lastSkipped = run.skipped();
        for (TickListener listener : listeners) {
            listener.tick(row);
        }
    }

    @Override
    public void end(TrainingRun run) throws IOException {
        if (out == null) {
            return; // another controller failed before this one began
        }
        try (BufferedWriter closed = out) {
            if (run.step() > lastStep) {
                tick(run);
            }
            secondsBefore = seconds();
        } finally {
            out = null;
        }
        for (TickListener listener : listeners) {
            listener.ended(run.stopReason());
        }
    }
}
