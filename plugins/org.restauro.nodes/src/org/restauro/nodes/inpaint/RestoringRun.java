// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.KNIMEException;
import org.restauro.models.inpaint.InpaintRequest;
import org.restauro.models.inpaint.InpaintResult;
import org.restauro.models.inpaint.Inpainter;
import org.restauro.models.inpaint.Progress;
import org.restauro.nodes.inpaint.RowReferences.Followed;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.table.Rows;

/** Feeds rows to the inpainter and its results to the table, in the order of the rows. */
final class RestoringRun implements Iterator<InpaintRequest>, Progress {

    static final String MESSAGE_PROGRESS = "Row %d of %d (\"%s\"): restoring";
    static final String MESSAGE_STEP = "Row %d of %d: %s";

    private final InpaintedTable table;
    private final CloseableRowIterator rows;
    private final long size;
    private final BufferedDataContainer container;
    private final RowReferences references;
    private final RowProblems problems;
    private final ExecutionContext exec;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private Optional<InpaintRequest> next = Optional.empty();
    private long finished;

    /** Carries a checked exception through interfaces that know none. */
    private static final class NodeFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient KNIMEException reason;

        NodeFailure(final KNIMEException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** A row that waits for its result; with a problem there will be none. */
    private record Pending(DataRow row, Followed followed, Exception problem) {}

    RestoringRun(
            final InpaintedTable table,
            final CloseableRowIterator rows,
            final long size,
            final BufferedDataContainer container,
            final RowReferences references,
            final RowProblems problems,
            final ExecutionContext exec) {
        this.table = table;
        this.rows = rows;
        this.size = size;
        this.container = container;
        this.references = references;
        this.problems = problems;
        this.exec = exec;
    }

    /** Restores all rows; windows of several images may share a batch. */
    void restoreAll(final Inpainter inpainter) throws CanceledExecutionException, KNIMEException {
        try {
            inpainter.restoreAll(this, this::accept, this);
            exec.checkCanceled();
            drain();
        } catch (NodeFailure e) {
            throw e.reason;
        }
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && rows.hasNext() && !cancelled()) {
            DataRow row = rows.next();
            Followed followed = references.of(row);
            try {
                next = Optional.of(table.request(row, followed));
                pending.add(new Pending(row, followed, null));
            } catch (IOException | RuntimeException e) {
                pending.add(new Pending(row, followed, e));
                drain();
            }
        }
        return next.isPresent();
    }

    @Override
    public InpaintRequest next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        InpaintRequest request = next.get();
        next = Optional.empty();
        exec.setProgress(
                progress(), () -> MESSAGE_PROGRESS.formatted(finished + 1, size, request.name()));
        return request;
    }

    /** Takes the result of the oldest waiting row. */
    void accept(final InpaintResult result) {
        drain();
        Pending done = pending.remove();
        if (result.succeeded()) {
            add(
                    done.row(),
                    table.cells(
                            result.variants(),
                            references,
                            done.followed(),
                            result.seconds(),
                            result.explanation()));
        } else {
            addFailed(done, result.failure());
        }
        drain();
    }

    /** Writes the rows at the front that wait for nothing. */
    void drain() {
        while (!pending.isEmpty() && pending.peek().problem() != null) {
            Pending failed = pending.remove();
            addFailed(failed, failed.problem());
        }
    }

    private void addFailed(final Pending failed, final Exception problem) {
        references.forget(failed.followed());
        try {
            add(failed.row(), table.failedCells(failed.row(), problem, problems));
        } catch (KNIMEException e) {
            throw new NodeFailure(e);
        }
    }

    private void add(final DataRow row, final DataCell[] cells) {
        container.addRowToTable(Rows.append(row, cells));
        finished++;
        exec.setProgress(progress());
    }

    private double progress() {
        return (double) finished / size;
    }

    @Override
    public boolean cancelled() {
        try {
            exec.checkCanceled();
            return false;
        } catch (CanceledExecutionException e) {
            return true;
        }
    }

    @Override
    public void step(final int done, final int total, final String message) {
        exec.setMessage(() -> MESSAGE_STEP.formatted(finished + 1, size, message));
    }
}
