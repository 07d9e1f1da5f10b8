// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.restauro.images.source.ImageSource;
import org.restauro.nodes.source.PortImages;

/** The images that a node trains with, and those that it validates with; owns what was copied. */
public final class TrainerImages implements Closeable {

    /** The share of a node's progress that the training takes; reading images takes the rest. */
    public static final double TRAINING_SHARE = 0.97;

    private static final double READING_SHARE = 0.02;
    private static final String TRAINING = "training images";
    private static final String VALIDATION = "validation images";

    private final PortImages training;
    private final PortImages validation;

    private TrainerImages(final PortImages training, final PortImages validation) {
        this.training = training;
        this.validation = validation;
    }

    /**
     * Checks what is known before the images are there.
     *
     * @param specs of all inputs
     * @param trainingPort of the training images
     * @param validationPort of the validation images; -1 for none
     * @param column with the images, for tables
     */
    public static void check(
            final PortObjectSpec[] specs,
            final int trainingPort,
            final int validationPort,
            final String column)
            throws InvalidSettingsException {
        PortImages.check(specs[trainingPort], column, TRAINING);
        if (validationPort >= 0) {
            PortImages.check(specs[validationPort], column, VALIDATION);
        }
    }

    /**
     * Opens the images.
     *
     * @param inputs of the node
     * @param trainingPort of the training images
     * @param validationPort of the validation images; -1 for none
     * @param column with the images, for tables
     * @param classes the column with the training images' classes, for tables; empty for none
     */
    public static TrainerImages open(
            final PortObject[] inputs,
            final int trainingPort,
            final int validationPort,
            final String column,
            final String classes,
            final ExecutionContext exec)
            throws InvalidSettingsException, IOException, CanceledExecutionException {
        PortImages training =
                PortImages.open(
                        inputs[trainingPort],
                        column,
                        "",
                        classes,
                        TRAINING,
                        exec.createSubProgress(READING_SHARE));
        try {
            PortImages validation =
                    validationPort < 0
                            ? null
                            : PortImages.open(
                                    inputs[validationPort],
                                    column,
                                    VALIDATION,
                                    exec.createSubProgress(1 - READING_SHARE - TRAINING_SHARE));
            return new TrainerImages(training, validation);
        } catch (InvalidSettingsException
                | IOException
                | CanceledExecutionException
                | RuntimeException e) {
            training.close();
            throw e;
        }
    }

    /** What to learn from. */
    public ImageSource training() {
        return training.source();
    }

    /** Held-out images; null for none. */
    public ImageSource validation() {
        return validation == null ? null : validation.source();
    }

    /**
     * What the user should know, in sentences; empty for nothing.
     *
     * @param size of the images that the network takes
     * @param notes of the run
     */
    public String warning(final int size, final List<String> notes) throws IOException {
        StringJoiner warnings = new StringJoiner(" ");
        training.warning(size).ifPresent(warnings::add);
        notes.forEach(warnings::add);
        return warnings.toString();
    }

    @Override
    public void close() throws IOException {
        try (PortImages first = training;
                PortImages second = validation) {
            // both are closed, whatever the other one throws
        }
    }
}
