// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A line of text for each line of the log, for the command line: {@code 312.0 kimg · 31 % · G 0.812
 * · D 1.204 · PSNR 21.35 dB · 154 img/s · 12 min left}.
 *
 * <p>Values that a line of the log does not hold are left out; a phase that was skipped is told.
 */
public final class ProgressLine implements TickListener {
    /** What is shown of a line: its name there, and before and after the number. */
    private static final Map<String, String> SHOWN = new LinkedHashMap<>();

    static {
        SHOWN.put("Loss/G/loss", "G %s");
        SHOWN.put("Loss/D/loss", "D %s");
        SHOWN.put("Loss/G/l1_loss", "L1 %s");
        SHOWN.put("Augment/p", "p %s");
        SHOWN.put("Valid/fid", "FID %s");
        SHOWN.put(Evaluation.PSNR_HOLE, "PSNR in holes %s dB");
    }

    private static final double KIMG = 1000;

    private final Budget budget;
    private final Consumer<String> out;
    private double speed = Double.NaN;

    /**
     * Says where lines go.
     *
     * @param budget of the run, for the time left
     * @param out is given each line, without its end
     */
    public ProgressLine(Budget budget, Consumer<String> out) {
        this.budget = budget;
        this.out = out;
    }

    @Override
    public void begin(List<TickRow> before) {
        before.forEach(row -> speed = Budget.speed(speed, row));
    }

    @Override
    public void tick(TickRow row) {
        speed = Budget.speed(speed, row);
        out.accept(text(row));
    }

    /** Seconds the run will still take, after the last line; not a number if nobody knows. */
    public double secondsLeft(TickRow row) {
        return budget.secondsLeft(row, speed);
    }

    private String text(TickRow row) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%7.1f kimg", row.images() / KIMG));
        double share = budget.share(row);
        if (!Double.isNaN(share)) {
            text.append(String.format(Locale.ROOT, " · %3.0f %%", Math.floor(100 * share)));
        }
        SHOWN.forEach(
                (name, format) -> {
                    Double value = row.values().get(name);
                    if (value != null) {
                        text.append(" · ").append(String.format(format, Spoken.number(value)));
                    }
                });
        double skipped = row.value("Skipped");
        if (skipped > 0) {
            text.append(String.format(Locale.ROOT, " · %.0f skipped", skipped));
        }
        text.append(" · ").append(Spoken.number(row.imagesPerSecond())).append(" img/s");
        double left = secondsLeft(row);
        if (!Double.isNaN(left)) {
            text.append(" · ").append(Spoken.duration(left)).append(" left");
        }
        return text.toString();
    }
}
