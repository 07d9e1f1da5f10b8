// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.knime.core.data.filestore.FileStoreAccess;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortStreams;
import org.knime.core.node.port.flowvariable.FlowVariablePortObject;

/** Copies port objects by writing and reading them, as is done for every consumer. */
final class PortCopies {
    private PortCopies() {}

    static PortObject copy(PortObject object, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        if (object == null
                || object instanceof BufferedDataTable
                || object instanceof FlowVariablePortObject) {
            return object;
        }
        ByteArrayOutputStream stores = new ByteArrayOutputStream();
        if (object instanceof FileStorePortObject) {
            FileStoreAccess.save((FileStorePortObject) object, new DataOutputStream(stores));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PortStreams.write(object, bytes, exec);
        PortObject copy =
                PortStreams.read(
                        object.getClass(),
                        new ByteArrayInputStream(bytes.toByteArray()),
                        copy(object.getSpec()),
                        exec);
        if (copy instanceof FileStorePortObject) {
            FileStoreAccess.load(
                    (FileStorePortObject) copy,
                    new DataInputStream(new ByteArrayInputStream(stores.toByteArray())),
                    NodeStorage::find);
        }
        return copy;
    }

    private static PortObjectSpec copy(PortObjectSpec spec) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PortStreams.write(spec, bytes);
        return PortStreams.read(spec.getClass(), new ByteArrayInputStream(bytes.toByteArray()));
    }
}
