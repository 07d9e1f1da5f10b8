// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import java.io.IOException;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.message.Message;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.table.RowProblems;
import org.restauro.training.TrainingException;
import org.restauro.training.session.TrainingOutcome;

/** How the results of a training, or the reason why there are none, leave a node. */
public final class TrainerOutputs {

    private TrainerOutputs() {}

    /** What a training node does when it is executed. */
    @FunctionalInterface
    public interface Training {
        /** Reads inputs, trains, and sets the outputs. */
        void run(ExecuteInput in, ExecuteOutput out)
                throws InvalidSettingsException, IOException, CanceledExecutionException;
    }

    /** Executes a node; what goes wrong becomes one sentence, and cancelling stays cancelling. */
    public static void execute(
            final ExecuteInput in, final ExecuteOutput out, final Training training)
            throws CanceledExecutionException, KNIMEException {
        try {
            training.run(in, out);
        } catch (InvalidSettingsException
                | IllegalArgumentException
                | TrainingException
                | IOException e) {
            in.getExecutionContext().checkCanceled();
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
    }

    /**
     * Sets the outputs of a node: the model, the log, which the view shows, too, and a warning.
     *
     * @param warning empty for none
     */
    public static void set(
            final ExecuteOutput out,
            final ModelPortObject model,
            final TrainingOutcome outcome,
            final String warning,
            final ExecutionContext exec)
            throws CanceledExecutionException {
        out.setOutData(0, model);
        BufferedDataTable log = LogTable.of(outcome.log(), exec);
        out.setOutData(1, log);
        out.setInternalData(log);
        if (!warning.isEmpty()) {
            out.setWarningMessage(warning);
        }
    }
}
