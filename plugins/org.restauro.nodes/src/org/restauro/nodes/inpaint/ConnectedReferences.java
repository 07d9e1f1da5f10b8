// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import java.io.IOException;
import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.message.Message;
import org.knime.node.DefaultModel.ExecuteInput;
import org.restauro.models.inpaint.InpaintSettings;
import org.restauro.models.inpaint.Policy;
import org.restauro.models.reference.ReferenceFeatures;
import org.restauro.models.reference.ReferenceGuidedNetwork;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ReferenceFeaturesPortObject;
import org.restauro.nodes.table.RowProblems;

/** The port of the Inpaint node that may bring references. */
final class ConnectedReferences {

    static final String MESSAGE_OTHER =
            "The references were encoded by another model (\"%s\") than the one that is to use them"
                    + " (\"%s\"). Connect the same model to the Reference Encoder and to this"
                    + " node.";
    static final String MESSAGE_PIECES =
            "The model expects references that show the same place as the image, so images cannot"
                    + " be cut into pieces. Choose automatic, the whole image, or resize.";

    private static final int PORT = 2;

    private ConnectedReferences() {}

    /** Whether references are connected; they come behind the ports that every node has. */
    static boolean at(final Object[] inputs) {
        return inputs.length > PORT && inputs[PORT] != null;
    }

    /**
     * What the rows follow.
     *
     * @throws InvalidSettingsException if another model encoded the references, or the column of
     *     names does not fit
     * @throws KNIMEException if the references cannot be read
     */
    static RowReferences read(final ExecuteInput in, final ReferenceGuidedNetwork network)
            throws KNIMEException, InvalidSettingsException {
        InpaintNodeParameters parameters = in.getParameters();
        ModelPortObject model = in.getInPortObject(0);
        ReferenceFeaturesPortObject port = in.getInPortObject(PORT);
        ReferenceFeatures features;
        try {
            features = port.features();
        } catch (IOException e) {
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
        if (!features.module().equals(network.module())) {
            throw new InvalidSettingsException(
                    MESSAGE_OTHER.formatted(port.getSpec().model(), model.getSpec().name()));
        }
        RowReferences references =
                new RowReferences(
                        features,
                        parameters.referenceNamesIndex(
                                in.getInTable(InpaintNodeParameters.TABLE_PORT).getDataTableSpec()),
                        parameters.showAttention);
        if (references.isWatching()) {
            network.watch(references::take);
        }
        return references;
    }

    /**
     * How to restore, but for MAT's own procedure. A network whose references show the same place
     * as the image needs it in one piece: a piece would look at the reference of the whole.
     *
     * @throws InvalidSettingsException if pieces are wanted of such a network
     */
    static InpaintSettings settings(
            final InpaintNodeParameters parameters, final ReferenceGuidedNetwork network)
            throws InvalidSettingsException {
        InpaintSettings wanted = parameters.settings();
        if (!network.generator().reference().config().aligned()) {
            return wanted;
        }
        if (List.of(Policy.CROP, Policy.TILES).contains(wanted.policy())) {
            throw new InvalidSettingsException(MESSAGE_PIECES);
        }
        return wanted.policy() == Policy.AUTO ? wanted.withPolicy(Policy.RESIZE) : wanted;
    }
}
