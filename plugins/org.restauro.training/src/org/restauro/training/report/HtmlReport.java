// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.restauro.engine.weights.AtomicFile;

/**
 * Writes a page about a run at each line of the log: how far it is, curves, the latest pictures,
 * its settings. The page is one file that needs nothing else and asks for nothing; it is replaced
 * whole, so a browser may read it at any time.
 *
 * <p>Where it cannot be replaced while training goes on (on some systems a program that reads it
 * prevents that), the run is not disturbed: the next line tries again, see {@link #problem}.
 */
public final class HtmlReport implements TickListener {
    private static final int LAST_ROWS = 10;

    /** How a run stands. */
    private enum State {
        RUNNING,
        FINISHED,
        STOPPED,
        FAILED
    }

    /** Collects what a report shows. */
    public static final class Builder {
        private final Path file;
        private final String title;
        private final Map<String, String> facts = new LinkedHashMap<>();
        private JsonNode settings = JsonNodeFactory.instance.objectNode();
        private Budget budget = new Budget(0, 0);
        private String best = Evaluation.PSNR_HOLE;
        private EarlyStop.Better better = EarlyStop.Better.HIGHER;
        private Supplier<SampleGrid.Picture> pictures = () -> null;
        private Clock clock = Clock.systemDefaultZone();

        private Builder(Path file, String title) {
            this.file = file;
            this.title = title;
        }

        /** A tree of settings; its first level is shown as groups. */
        public Builder settings(JsonNode tree) {
            settings = tree;
            return this;
        }

        /** Something worth knowing, such as the data or the device; shown above the settings. */
        public Builder fact(String name, String value) {
            facts.put(name, value);
            return this;
        }

        /** When the run will end, for progress and time left. */
        public Builder budget(Budget value) {
            budget = value;
            return this;
        }

        /** The value whose best line is marked; the PSNR within holes unless set. */
        public Builder best(String name, EarlyStop.Better which) {
            best = name;
            better = which;
            return this;
        }

        /** Where the latest picture comes from; may give null. */
        public Builder pictures(Supplier<SampleGrid.Picture> source) {
            pictures = source;
            return this;
        }

        Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /**
         * The report; nothing is written yet.
         *
         * @throws IOException if the bundle's own files cannot be read
         */
        public HtmlReport build() throws IOException {
            return new HtmlReport(this);
        }
    }

    private final Builder about;
    private final ReportPage page = new ReportPage();
    private final InlinePictures inline = new InlinePictures();
    private final List<TickRow> rows = new ArrayList<>();
    private double speed = Double.NaN;
    private State state = State.RUNNING;
    private String reason = "";
    private IOException problem;

    private HtmlReport(Builder about) throws IOException {
        this.about = about;
    }

    /**
     * Begins a report.
     *
     * @param file to write, such as {@code report.html}; its folder exists
     * @param title of the page
     */
    public static Builder builder(Path file, String title) {
        return new Builder(file, title);
    }

    @Override
    public void begin(List<TickRow> before) throws IOException {
        rows.clear();
        rows.addAll(before);
        speed = Double.NaN;
        before.forEach(row -> speed = Budget.speed(speed, row));
        state = State.RUNNING;
        reason = "";
        write();
    }

    @Override
    public void tick(TickRow row) {
        rows.add(row);
        speed = Budget.speed(speed, row);
        writeIfPossible();
    }

    @Override
    public void ended(String why) {
        if (state == State.FAILED) {
            return;
        }
        boolean early = !rows.isEmpty() && about.budget.share(rows.get(rows.size() - 1)) < 1;
        state = why == null && !early ? State.FINISHED : State.STOPPED;
        reason = why != null ? why : early ? "The run ended before its goal." : "";
        writeIfPossible();
    }

    /** Says that the run ended by an error; whatever comes later does not change that. */
    public void failed(String why) {
        state = State.FAILED;
        reason = why;
        writeIfPossible();
    }

    /** Why the page could not be written the last time; null if it could. */
    public IOException problem() {
        return problem;
    }

    private void writeIfPossible() {
        try {
            write();
            problem = null;
        } catch (IOException e) {
            problem = e;
        }
    }

    private void write() throws IOException {
        byte[] bytes = page.with(about.title, data()).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(
                about.file,
                channel -> {
                    ByteBuffer rest = ByteBuffer.wrap(bytes);
                    while (rest.hasRemaining()) {
                        channel.write(rest);
                    }
                });
    }

    private ObjectNode data() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("title", about.title);
        data.put("state", state.name().toLowerCase(Locale.ROOT));
        data.put("reason", reason);
        data.put("updated", about.clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        progress(data);
        best(data);
        SettingGroups.put(data, about.facts, about.settings);
        Curves.put(data, rows);
        lastRows(data);
        inline.put(data, about.pictures.get());
        return data;
    }

    private void progress(ObjectNode data) {
        TickRow last =
                rows.isEmpty() ? new TickRow(0, 0, 0, 0, Map.of()) : rows.get(rows.size() - 1);
        data.put("images", last.images());
        data.put("step", last.step());
        data.put("totalImages", about.budget.images());
        data.put("elapsed", Spoken.duration(last.seconds()));
        if (about.budget.seconds() > 0) {
            data.put("totalTime", Spoken.duration(about.budget.seconds()));
        }
        number(data, "imagesPerSecond", speed);
        number(data, "share", state == State.FINISHED ? 1 : about.budget.share(last));
        double left = about.budget.secondsLeft(last, speed);
        if (state == State.RUNNING && Double.isFinite(left)) {
            data.put("left", Spoken.duration(left));
        }
        double skipped = rows.stream().mapToDouble(row -> row.value("Skipped")).sum();
        data.put("skipped", Double.isFinite(skipped) ? (long) skipped : 0);
    }

    private void best(ObjectNode data) {
        TickRow found = null;
        for (TickRow row : rows) {
            double value = row.value(about.best);
            if (Double.isFinite(value) && (found == null || beats(value, found))) {
                found = row;
            }
        }
        if (found != null) {
            ObjectNode best = data.putObject("best");
            best.put("name", about.best);
            best.put("images", found.images());
            number(best, "value", found.value(about.best));
        }
    }

    private boolean beats(double value, TickRow row) {
        double other = row.value(about.best);
        return about.better == EarlyStop.Better.HIGHER ? value > other : value < other;
    }

    private static void number(ObjectNode object, String name, double value) {
        if (Double.isFinite(value)) {
            object.put(name, Curves.rounded(value));
        }
    }

    private void lastRows(ObjectNode data) {
        ArrayNode last = data.putArray("rows");
        for (TickRow row : rows.subList(Math.max(0, rows.size() - LAST_ROWS), rows.size())) {
            ObjectNode line = last.addObject();
            line.put("step", row.step());
            line.put("images", row.images());
            line.put("time", Spoken.duration(row.seconds()));
            line.put("speed", Spoken.number(row.imagesPerSecond()));
            ObjectNode values = line.putObject("values");
            row.values().forEach((name, value) -> values.put(name, Spoken.number(value)));
        }
    }
}
