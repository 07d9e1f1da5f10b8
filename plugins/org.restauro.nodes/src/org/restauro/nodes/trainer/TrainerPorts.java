// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import org.knime.core.node.BufferedDataTable;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.restauro.nodes.port.DataSetPortObject;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;

/** The ports of training nodes. */
public final class TrainerPorts {

    public static final String TRAINING = "Training images";
    public static final String VALIDATION = "Validation images";
    public static final String INITIAL = "Model to begin with";

    private static final String LOG = "Log";

    private TrainerPorts() {}

    /** A model that the node cannot do without. */
    public static DynamicPortsAdder model(
            final DynamicPortsAdder ports, final String name, final String description) {
        return ports.addInputPortGroup(
                name,
                group -> group.name(name).description(description).fixed(ModelPortObject.TYPE));
    }

    /** A table of images, or a data set where the user changes the port's type. */
    public static DynamicPortsAdder training(
            final DynamicPortsAdder ports, final String description) {
        return ports.addInputPortGroup(
                TRAINING,
                group ->
                        group.name(TRAINING)
                                .description(description)
                                .exchangable(BufferedDataTable.TYPE)
                                .supportedTypes(BufferedDataTable.TYPE, DataSetPortObject.TYPE));
    }

    /** A table or a data set with held-out images, which may be left out. */
    public static DynamicPortsAdder validation(
            final DynamicPortsAdder ports, final String description) {
        return ports.addInputPortGroup(
                VALIDATION,
                group ->
                        group.name(VALIDATION)
                                .description(description)
                                .optional()
                                .supportedTypes(BufferedDataTable.TYPE, DataSetPortObject.TYPE));
    }

    /** A model to begin with, which may be left out. */
    public static DynamicPortsAdder initial(
            final DynamicPortsAdder ports, final String description) {
        return ports.addInputPortGroup(
                INITIAL,
                group ->
                        group.name(INITIAL)
                                .description(description)
                                .optional()
                                .supportedTypes(ModelPortObject.TYPE));
    }

    /**
     * The trained model and the log.
     *
     * @param name of the model's port
     * @param description of the model's port
     * @param columns of the log beyond steps, images, seconds and speed, for example "losses"
     */
    public static DynamicPortsAdder outputs(
            final DynamicPortsAdder ports,
            final String name,
            final String description,
            final String columns) {
        return ports.addOutputPortGroup(
                        name,
                        group ->
                                group.name(name)
                                        .description(description)
                                        .fixed(ModelPortObject.TYPE))
                .addOutputPortGroup(
                        LOG,
                        group ->
                                group.name(LOG)
                                        .description(
                                                "A row for each log interval: steps, images,"
                                                        + " seconds, speed, "
                                                        + columns
                                                        + ".")
                                        .fixed(BufferedDataTable.TYPE));
    }

    /**
     * The index of the connected model to begin with; -1 where there is none. Told by what is
     * connected, because KNIME before 5.9 does not say which ports a node has.
     *
     * @param inputs specs or objects at the inputs
     */
    public static int initialOf(final Object[] inputs) {
        return optional(inputs, true);
    }

    /**
     * The index of the connected validation images of a node with a model to begin with; -1 where
     * there are none.
     *
     * @param inputs specs or objects at the inputs
     */
    public static int validationOf(final Object[] inputs) {
        return optional(inputs, false);
    }

    private static int optional(final Object[] inputs, final boolean model) {
        for (int i = 1; i < inputs.length; i++) {
            boolean isModel =
                    inputs[i] instanceof ModelPortObjectSpec
                            || inputs[i] instanceof ModelPortObject;
            if (inputs[i] != null && isModel == model) {
                return i;
            }
        }
        return -1;
    }

    /**
     * A port that may not be there or not be connected.
     *
     * @param inputs specs or objects at the inputs
     * @return the port; -1 where nothing is connected
     */
    public static int connected(final Object[] inputs, final int port) {
        return port < inputs.length && inputs[port] != null ? port : -1;
    }
}
