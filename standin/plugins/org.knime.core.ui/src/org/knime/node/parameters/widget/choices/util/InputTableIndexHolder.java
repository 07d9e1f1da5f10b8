// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices.util;

import org.knime.node.parameters.NodeParametersInput;

/** Says which input table's columns are meant. */
public interface InputTableIndexHolder {
    default int getInputTableIndex() {
        return 0;
    }

    default int getInputTableIndex(NodeParametersInput parametersInput) {
        return getInputTableIndex();
    }
}
