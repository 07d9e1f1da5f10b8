// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.table;

import java.util.Optional;
import org.knime.core.data.RowKey;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.message.Message;

/**
 * What went wrong with the rows of one execution: either the first problem fails the node, or
 * problems are counted for one warning at the end.
 */
public final class RowProblems {

    static final String MESSAGE_FAILED = "Row \"%s\" failed: %s";
    static final String MESSAGE_ONE = "1 row has a missing result. Row \"%s\": %s";
    static final String MESSAGE_SEVERAL =
            "%d rows have missing results. The first is row \"%s\": %s";

    private final FailureChoice choice;
    private long count;
    private String firstRow = "";
    private String firstReason = "";

    /**
     * @param choice what a problem leads to
     */
    public RowProblems(final FailureChoice choice) {
        this.choice = choice;
    }

    /**
     * Takes note of a problem.
     *
     * @param row the row it happened in
     * @param problem what went wrong
     * @return the reason, for the missing cell and the status
     * @throws KNIMEException if problems shall fail the node
     */
    public String report(final RowKey row, final Exception problem) throws KNIMEException {
        String reason = reason(problem);
        if (choice == FailureChoice.FAIL) {
            throw KNIMEException.of(
                    Message.fromSummary(MESSAGE_FAILED.formatted(row.getString(), reason)),
                    problem);
        }
        if (count == 0) {
            firstRow = row.getString();
            firstReason = reason;
        }
        count++;
        return reason;
    }

    /** The message of an exception, or its kind if it has none. */
    public static String reason(final Throwable problem) {
        String message = problem.getMessage();
        return message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
    }

    /** The warning for the node; empty if all went well. */
    public Optional<String> warning() {
        if (count == 0) {
            return Optional.empty();
        }
        return Optional.of(
                count == 1
                        ? MESSAGE_ONE.formatted(firstRow, firstReason)
                        : MESSAGE_SEVERAL.formatted(count, firstRow, firstReason));
    }
}
