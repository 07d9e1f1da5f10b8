// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.nio.file.Path;

/** Small workflows for tests. */
public final class ToyWorkflows {
    private ToyWorkflows() {}

    /** A counter and a sink. */
    public static Path chain(Path folder) throws Exception {
        try (WorkflowWriter writer = new WorkflowWriter("chain", WorkflowRunTest.BUNDLE)) {
            int counter = writer.add(new ToyNodes.CounterFactory(), 0, 0);
            int sink = writer.add(new ToyNodes.SinkFactory(), 0, 0);
            writer.connect(counter, 1, sink, 1);
            writer.write(folder);
        }
        return folder;
    }

    /** A node that fails. */
    public static Path failing(Path folder) throws Exception {
        try (WorkflowWriter writer = new WorkflowWriter("failing", WorkflowRunTest.BUNDLE)) {
            writer.add(new ToyNodes.FailFactory(), 0, 0);
            writer.write(folder);
        }
        return folder;
    }
}
