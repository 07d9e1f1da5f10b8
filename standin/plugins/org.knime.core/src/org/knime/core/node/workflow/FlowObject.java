// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.workflow;

/** What flows along a workflow beside the data. */
public abstract class FlowObject {
    FlowObject() {}
}
