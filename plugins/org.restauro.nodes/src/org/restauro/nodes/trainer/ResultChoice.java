// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import org.knime.node.parameters.widget.choices.Label;

/** Which of a run's models leaves the node. */
public enum ResultChoice {
    /** The one at the end. */
    @Label(value = "The last", description = "The network at the end of the run.")
    LAST,
    /** The one that restored held-out images best. */
    @Label(
            value = "The best",
            description =
                    "The network that restored the held-out images best; the last if none were"
                            + " held out.")
    BEST
}
