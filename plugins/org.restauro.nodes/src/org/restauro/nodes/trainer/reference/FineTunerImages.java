// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObject;
import org.restauro.nodes.source.PortImages;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.reference.ReferenceData;
import org.restauro.training.session.TrainingData;

/** The images and references at the node's ports; owns what was copied of them. */
final class FineTunerImages implements Closeable {

    static final String TRAINING = "training images";
    static final String REFERENCES = "references";
    static final String VALIDATION = "validation images";
    static final String VALIDATION_REFERENCES = "references of the validation images";

    private final ReferenceFineTunerNodeParameters parameters;
    private final ExecutionMonitor exec;
    private final List<PortImages> opened = new ArrayList<>();
    private PortImages training;
    private PortImages references;
    private PortImages validation;
    private PortImages validationReferences;

    private FineTunerImages(
            final ReferenceFineTunerNodeParameters parameters, final ExecutionMonitor exec) {
        this.parameters = parameters;
        this.exec = exec;
    }

    /**
     * Opens all.
     *
     * @param validation null if it is not connected
     * @throws InvalidSettingsException if there are none, or columns cannot be used
     */
    static FineTunerImages open(
            final ReferenceFineTunerNodeParameters parameters,
            final PortObject training,
            final PortObject references,
            final PortObject validation,
            final ExecutionMonitor exec)
            throws InvalidSettingsException, IOException, CanceledExecutionException {
        FineTunerImages all = new FineTunerImages(parameters, exec);
        boolean done = false;
        try {
            String image = parameters.imageColumn;
            String reference = parameters.referenceColumn;
            all.training = all.open(training, image, TRAINING);
            all.references = all.open(references, reference, REFERENCES);
            if (validation != null) {
                all.validation = all.open(validation, image, VALIDATION);
                boolean own =
                        validation instanceof BufferedDataTable table
                                && table.getDataTableSpec().containsName(reference);
                all.validationReferences =
                        own ? all.open(validation, reference, VALIDATION_REFERENCES) : null;
            }
            done = true;
            return all;
        } finally {
            if (!done) {
                all.close();
            }
        }
    }

    private PortImages open(final PortObject port, final String column, final String what)
            throws InvalidSettingsException, IOException, CanceledExecutionException {
        PortImages images =
                PortImages.open(
                        port, column, parameters.names(), what, exec.createSubProgress(0.25));
        opened.add(images);
        return images;
    }

    /** What a run learns from and is judged by. */
    ReferenceData data(final SettingsTree tree) {
        return new ReferenceData(
                TrainingData.divided(
                        new PairedNames(training.source()),
                        validation == null ? null : new PairedNames(validation.source()),
                        tree),
                new PairedNames(references.source()),
                validationReferences == null
                        ? null
                        : new PairedNames(validationReferences.source()));
    }

    /**
     * What the user should know, in one text.
     *
     * @param resolution side of the network's images
     * @param notes of the run
     */
    String warning(final int resolution, final List<String> notes) {
        StringJoiner all = new StringJoiner(" ");
        training.warning(resolution).ifPresent(all::add);
        references.warning().ifPresent(all::add);
        notes.forEach(all::add);
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        for (PortImages images : opened) {
            images.close();
        }
    }
}
