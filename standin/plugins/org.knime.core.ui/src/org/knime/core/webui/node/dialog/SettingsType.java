// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.node.dialog;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of settings a node has. */
public enum SettingsType {
    /** What the model does. */
    MODEL("model"),
    /** How the view looks. */
    VIEW("view"),
    /** Where the node runs. */
    JOB_MANAGER("job-manager");

    private final String key;

    SettingsType(String key) {
        this.key = key;
    }

    public String getConfigKey() {
        return key;
    }

    public static Optional<SettingsType> fromConfigKey(String configKey) {
        return Arrays.stream(values()).filter(t -> t.key.equals(configKey)).findFirst();
    }
}
