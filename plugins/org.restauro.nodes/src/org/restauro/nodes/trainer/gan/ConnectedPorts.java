// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.gan;

import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;

/** Tells optional ports apart. */
final class ConnectedPorts {

    private ConnectedPorts() {}

    /**
     * The index of a connected optional port; -1 where there is none. Told by what is connected,
     * because KNIME before 5.9 does not say which ports a node has.
     *
     * @param inputs specs or objects at the inputs
     * @param model whether the model is wanted, not the images to validate with
     */
    static int optional(final Object[] inputs, final boolean model) {
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
}
