// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.installcheck;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.knime.core.node.NodeFactory;
import org.restauro.engine.Torch;

/** Creates every registered node of ours, runs one tensor operation, prints what it found. */
public final class InstallCheck implements IApplication {

    private static final String NODES = "org.knime.workbench.repository.nodes";

    @Override
    public Object start(IApplicationContext context) throws Exception {
        int nodes = 0;
        for (IConfigurationElement element :
                Platform.getExtensionRegistry().getConfigurationElementsFor(NODES)) {
            if (element.getContributor().getName().startsWith("org.restauro.")) {
                NodeFactory<?> factory =
                        (NodeFactory<?>) element.createExecutableExtension("factory-class");
                System.out.println("node: " + factory.getNodeName());
                nodes++;
            }
        }
        float sum;
        try (NDManager manager = Torch.newManager(Torch.devices().get(0))) {
            sum = manager.ones(new Shape(2, 3)).sum().getFloat();
        }
        System.out.println("PyTorch " + Torch.version() + " on " + Torch.devices());
        if (nodes == 0 || sum != 6f) {
            System.out.println("install check failed: " + nodes + " nodes, sum " + sum);
            return 1;
        }
        System.out.println("install check passed: " + nodes + " nodes");
        return EXIT_OK;
    }

    @Override
    public void stop() {
        // Nothing is left running.
    }
}
