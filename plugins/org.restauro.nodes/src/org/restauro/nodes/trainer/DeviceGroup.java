// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** How to compute; field names are keys of saved workflows and of runs. */
public final class DeviceGroup implements NodeParameters {

    /** Devices. */
    public enum DeviceChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(value = "Automatic", description = "A graphics card if there is one.")
        AUTO,
        @Label(value = "Processor", description = "Always the processor.")
        CPU,
        @Label(value = "Graphics card", description = "The first graphics card.")
        GPU
    }

    /** Precisions. */
    public enum PrecisionChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(value = "float32", description = "Full precision.")
        FLOAT32,
        @Label(value = "bfloat16", description = "Half precision with the range of float32.")
        BFLOAT16,
        @Label(value = "float16", description = "Half precision; small gradients are scaled up.")
        FLOAT16
    }

    @Widget(title = "Device", description = "What computes.")
    public DeviceChoice device = DeviceChoice.PRESET;

    @Widget(title = "Precision", description = "Half precision is faster on graphics cards.")
    public PrecisionChoice precision = PrecisionChoice.PRESET;

    @Widget(title = "Threads", description = "Of the processor; 0 for as many as are good.")
    @TextInputWidget(placeholder = AS_PRESET)
    public String threads = "";

    @Widget(
            title = "Devices",
            description =
                    "How many train together, 1 or more: graphics cards from the first on, or as"
                            + " many parts of the processor. The result is that of one device with"
                            + " as many images a step.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Migrate(loadDefaultIfAbsent = true)
    public String replicas = "";

    @Widget(
            title = "Save memory",
            description =
                    "Compute intermediate results twice instead of keeping them: less"
                            + " memory, more time, the same result.")
    public YesNo gradientCheckpointing = YesNo.PRESET;
}
