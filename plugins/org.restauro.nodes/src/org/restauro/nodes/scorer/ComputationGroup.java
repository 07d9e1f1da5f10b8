// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer;

import java.util.Locale;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.engine.ComputePolicy;

/**
 * What computes; always in float32, which gives the published numbers. Field names are keys of
 * saved workflows.
 */
public final class ComputationGroup implements NodeParameters {

    static final String MESSAGE_DEVICE =
            "There is no device called \"%s\". Write auto, cpu, cuda, or cuda: and a number.";
    static final String MESSAGE_THREADS =
            "The number of threads is %d. Choose 0 for an automatic choice, or at least 1.";

    private static final String DEVICE_PATTERN = "|auto|cpu|cuda(:\\d{1,2})?";

    @Widget(
            title = "Device",
            description =
                    "auto, cpu, or a graphics card such as cuda:0. With auto the graphics card is"
                            + " taken where there is one.")
    @TextInputWidget(placeholder = "auto")
    String device = "auto";

    @Widget(title = "Threads", description = "Threads of the processor; 0 for as many as are good.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    int threads = 0;

    /** The settings in the form that {@code ComputePolicy.parse} reads. */
    private String policy() throws InvalidSettingsException {
        String where = device == null ? "" : device.trim().toLowerCase(Locale.ROOT);
        if (!where.matches(DEVICE_PATTERN)) {
            throw new InvalidSettingsException(MESSAGE_DEVICE.formatted(device));
        }
        if (threads < 0) {
            throw new InvalidSettingsException(MESSAGE_THREADS.formatted(threads));
        }
        String text = "float32," + (where.isEmpty() ? "auto" : where);
        return threads == 0 ? text : text + ",threads=" + threads;
    }

    /**
     * Checks what can be checked on any machine.
     *
     * @throws InvalidSettingsException if there is no such device name or number of threads
     */
    public void check() throws InvalidSettingsException {
        policy();
    }

    /**
     * The device and how to use it.
     *
     * @throws InvalidSettingsException if it cannot be had
     */
    public ComputePolicy computePolicy() throws InvalidSettingsException {
        try {
            return ComputePolicy.parse(policy());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }
}
