// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.util.Locale;
import java.util.Map;
import org.restauro.training.loss.TwoStageLoss;

/** What a training benchmark found, in Markdown. */
final class TrainTable {
    private static final double MIB = 1048576;
    private static final String R1 = "Dreg";
    private static final String NONE = "–";

    private TrainTable() {}

    /**
     * Costs of a case.
     *
     * @param seconds by phase
     * @param peaks resident bytes by phase, 0 where unknown
     */
    record Costs(Map<String, Double> seconds, Map<String, Double> peaks) {
        /** Seconds of a step on average: R1 comes every 16th time. */
        double step() {
            double sum = 0;
            for (Map.Entry<String, Double> e : seconds.entrySet()) {
                int interval = R1.equals(e.getKey()) ? TwoStageLoss.R1_INTERVAL : 1;
                sum += e.getValue() / interval;
            }
            return sum;
        }

        double peak() {
            return peaks.values().stream().mapToDouble(p -> p).max().orElse(0);
        }
    }

    static String header(int runs, boolean inProcess) {
        return "# Training\n\nMedian of at least "
                + runs
                + " run(s) of each phase after a warm-up, "
                + (inProcess ? "all cases in one process" : "each case in a process of its own")
                + ". A step is Gmain + Dmain + a 16th of Dreg + EMA; Dreg is always float32 and"
                + " without checkpointing. Peaks are resident memory, of each phase where the"
                + " system lets us reset them. Factors are relative to the first row.\n\n"
                + MachineFacts.markdown();
    }

    /** Heading and head of the table of one network. */
    static String title(String network, int batch, boolean perceptual) {
        int side = TrainCase.resolution(network);
        return "## "
                + network
                + ", "
                + side
                + "², batch "
                + batch
                + (TrainCase.isGan(network)
                        ? ", R1 within Dmain"
                        : perceptual ? ", with perceptual loss" : "")
                + "\n\n| precision | checkpointing | Gmain s | Dmain s | Dreg s | EMA s | step s |"
                + " images/s | Gmain MiB | Dmain MiB | Dreg MiB | peak MiB | step × | peak × |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";
    }

    static String row(TrainCase which, Costs costs, Costs first) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.3f | %.3f | %s | %.3f | %.3f | %.3f | %s | %s | %s | %s | %.2f |"
                        + " %s |",
                which.precision(),
                which.checkpointing() ? "on" : "off",
                costs.seconds.get("Gmain"),
                costs.seconds.get("Dmain"),
                costs.seconds.containsKey(R1)
                        ? String.format(Locale.ROOT, "%.3f", costs.seconds.get(R1))
                        : NONE,
                costs.seconds.get("EMA"),
                costs.step(),
                which.batch() / costs.step(),
                mib(costs.peaks.get("Gmain")),
                mib(costs.peaks.get("Dmain")),
                mib(costs.peaks.getOrDefault(R1, 0.0)),
                mib(costs.peak()),
                costs.step() / first.step(),
                costs.peak() > 0
                        ? String.format(Locale.ROOT, "%.2f", costs.peak() / first.peak())
                        : "unknown");
    }

    private static String mib(double bytes) {
        return bytes > 0 ? String.format(Locale.ROOT, "%.0f", bytes / MIB) : "unknown";
    }
}
