// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes each line of the log as text for people: {@value #FILE}. Unlike the others it is a diary,
 * in which lines stay that come again after a resume.
 */
public final class TextLog implements TickListener {
    /** Name of the file in the run's folder. */
    public static final String FILE = "log.txt";

    private static final double KIMG = 1000;

    private final Path file;
    private final long steps;
    private final Budget budget;
    private final List<String> first;
    private final Clock clock;
    private double speed = Double.NaN;

    /**
     * Logs into a run's folder.
     *
     * @param steps of the whole run
     * @param budget says how much time is left
     * @param first names of values that stand first, in this order; the others follow
     */
    public TextLog(Path folder, long steps, Budget budget, List<String> first) {
        this(folder, steps, budget, first, Clock.systemDefaultZone());
    }

    TextLog(Path folder, long steps, Budget budget, List<String> first, Clock clock) {
        file = folder.resolve(FILE);
        this.steps = steps;
        this.budget = budget;
        this.first = List.copyOf(first);
        this.clock = clock;
    }

    @Override
    public void begin(List<TickRow> before) throws IOException {
        before.forEach(row -> speed = Budget.speed(speed, row));
        write(before.isEmpty() ? "begins" : "goes on after step " + last(before).step());
    }

    private static TickRow last(List<TickRow> rows) {
        return rows.get(rows.size() - 1);
    }

    @Override
    public void tick(TickRow row) throws IOException {
        speed = Budget.speed(speed, row);
        List<String> names = new ArrayList<>(first);
        names.retainAll(row.values().keySet());
        row.values().keySet().stream().filter(n -> !names.contains(n)).forEach(names::add);
        StringBuilder line = new StringBuilder();
        line.append(
                String.format(
                        Locale.ROOT,
                        "Iter %6d/%6d, kimg %7.1f",
                        row.step(),
                        steps,
                        row.images() / KIMG));
        Map<String, Double> values = row.values();
        names.forEach(n -> line.append(String.format(Locale.ROOT, ", %s: %.5g", n, values.get(n))));
        line.append(String.format(Locale.ROOT, " (%.1f images/s", row.imagesPerSecond()));
        double left = budget.secondsLeft(row, speed);
        line.append(Double.isFinite(left) ? ", " + Spoken.duration(left) + " left)" : ")");
        write(line.toString());
    }

    @Override
    public void ended(String reason) throws IOException {
        write(reason == null ? "ends" : "ends: " + reason);
    }

    private void write(String text) throws IOException {
        String time = LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
        Files.writeString(
                file,
                "[" + time.replace('T', ' ') + "] " + text + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
