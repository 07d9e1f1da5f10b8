// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

/** A node model that keeps port objects for its views. */
public interface PortObjectHolder {
    PortObject[] getInternalPortObjects();

    void setInternalPortObjects(PortObject[] portObjects);
}
