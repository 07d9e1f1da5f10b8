// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.DataContainer;
import org.knime.core.data.container.DataContainerSettings;
import org.restauro.standin.NodeStorage;

/** Fills a table of a node. */
public class BufferedDataContainer extends DataContainer {
    BufferedDataContainer(DataTableSpec spec, DataContainerSettings settings, NodeStorage storage) {
        super(spec, settings, storage.newRows());
    }

    @Override
    public BufferedDataTable getTable() {
        return new BufferedDataTable(finishedSpec(), finishedRows());
    }
}
