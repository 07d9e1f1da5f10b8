// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CancellationException;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.message.Message;
import org.restauro.metrics.PairScores;
import org.restauro.metrics.ScorePair;
import org.restauro.metrics.ScoreReport;
import org.restauro.metrics.Scoring;
import org.restauro.metrics.features.ImageItem;
import org.restauro.nodes.table.RowProblems;

/** A scoring as part of a node: tells the node's progress, stops when it is cancelled. */
public final class ScoreRun {

    static final String MESSAGE_PROGRESS = "Scoring %s: %d of %d";
    static final String MESSAGE_SKIPPED = "Not computed: %s. %s";

    private final Scoring scoring;
    private final ExecutionMonitor exec;
    private final int stages;
    private final PairListener listener;

    /** Hears of each pair; may end the run. */
    @FunctionalInterface
    public interface PairListener {
        /** Listens to nothing. */
        PairListener NONE = pair -> {};

        /**
         * A pair has its scores, or could not be judged.
         *
         * @throws KNIMEException to end the run with it
         */
        void judged(PairScores pair) throws KNIMEException;
    }

    /**
     * @param scoring what to do
     * @param exec hears of the progress and may cancel
     * @param stages so many times the progress goes from none to all
     * @param listener hears of each pair
     */
    public ScoreRun(
            final Scoring scoring,
            final ExecutionMonitor exec,
            final int stages,
            final PairListener listener) {
        this.scoring = scoring;
        this.exec = exec;
        this.stages = stages;
        this.listener = listener;
    }

    /**
     * Judges pairs.
     *
     * @throws KNIMEException if that fails, or nothing at all could be computed
     */
    public ScoreReport score(final List<ScorePair> pairs)
            throws CanceledExecutionException, KNIMEException {
        return score(
                pairs.stream().map(ScorePair::generated).toList(),
                pairs.stream().map(ScorePair::real).toList(),
                pairs);
    }

    /**
     * Judges two sets, and pairs of them.
     *
     * @throws KNIMEException if that fails, or nothing at all could be computed
     */
    public ScoreReport score(
            final List<ImageItem> generated,
            final List<ImageItem> real,
            final List<ScorePair> pairs)
            throws CanceledExecutionException, KNIMEException {
        NodeProgress progress = new NodeProgress();
        ScoreReport report;
        try {
            report = scoring.score(generated, real, pairs, progress);
        } catch (CancellationException e) {
            exec.checkCanceled();
            if (progress.end != null) {
                throw progress.end;
            }
            throw new CanceledExecutionException(e.getMessage());
        } catch (IOException | RuntimeException e) {
            exec.checkCanceled(); // cancelling interrupts the thread, which may break off a read
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
        if (progress.end != null) {
            throw progress.end;
        }
        exec.checkCanceled();
        boolean judged = report.pairs().stream().anyMatch(pair -> !pair.values().isEmpty());
        if (report.values().isEmpty() && !judged && !report.skipped().isEmpty()) {
            throw KNIMEException.of(Message.fromSummary(skipped(report)));
        }
        return report;
    }

    /** What users should know of a run as a whole; may be empty. */
    public static String warnings(final ScoreReport report) {
        StringJoiner text = new StringJoiner(" ");
        report.warnings().forEach(text::add);
        if (!report.skipped().isEmpty()) {
            text.add(skipped(report));
        }
        return text.toString();
    }

    /** Metrics that could not be computed; those with the same reason together. */
    private static String skipped(final ScoreReport report) {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        for (ScoreReport.Skipped metric : report.skipped()) {
            reasons.computeIfAbsent(metric.reason(), r -> new ArrayList<>())
                    .add(PairScores.nameOf(metric.metric(), false));
        }
        StringJoiner text = new StringJoiner(" ");
        reasons.forEach(
                (reason, names) ->
                        text.add(MESSAGE_SKIPPED.formatted(String.join(", ", names), reason)));
        return text.toString();
    }

    /** Between the scoring and the node; called by one thread. */
    private final class NodeProgress implements Scoring.Progress {
        private String stage = "";
        private int begun;
        private KNIMEException end;

        @Override
        public void done(final String current, final int pictures, final int total) {
            if (!current.equals(stage)) {
                stage = current;
                begun++;
            }
            double part = total == 0 ? 1 : (double) pictures / total;
            exec.setProgress(
                    Math.min(1, (begun - 1 + part) / stages),
                    () -> MESSAGE_PROGRESS.formatted(current, pictures, total));
        }

        @Override
        public void judged(final PairScores pair) {
            try {
                listener.judged(pair);
            } catch (KNIMEException e) {
                end = e;
            }
        }

        @Override
        public boolean cancelled() {
            try {
                exec.checkCanceled();
                return end != null;
            } catch (CanceledExecutionException e) {
                return true;
            }
        }
    }
}
