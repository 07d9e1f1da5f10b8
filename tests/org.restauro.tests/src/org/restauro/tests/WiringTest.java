// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.junit.jupiter.api.Test;
import org.knime.core.node.NodeFactory;
import org.osgi.framework.Bundle;
import org.restauro.engine.Torch;

/** The bundles in a real Equinox: they resolve, their extensions are read, the natives load. */
class WiringTest {

    private static final List<String> BUNDLES =
            List.of(
                    "org.restauro.engine",
                    "org.restauro.images",
                    "org.restauro.models",
                    "org.restauro.metrics",
                    "org.restauro.training",
                    "org.restauro.views",
                    "org.restauro.nodes");

    @Test
    void all_bundles_resolve() {
        for (String name : BUNDLES) {
            Bundle bundle = Platform.getBundle(name);
            assertNotNull(bundle, name + " is not installed");
            int state = bundle.getState();
            assertTrue(
                    (state & (Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE)) != 0,
                    name + " is in state " + state + ", so a requirement of it is missing");
        }
    }

    @Test
    void every_registered_node_can_be_created() throws Exception {
        List<String> created = new ArrayList<>();
        for (IConfigurationElement node : ourElements("org.knime.workbench.repository.nodes")) {
            Object factory = node.createExecutableExtension("factory-class");
            NodeFactory<?> nodeFactory = (NodeFactory<?>) factory;
            assertFalse(nodeFactory.getNodeName().isBlank(), factory + " has no name");
            assertNotNull(nodeFactory.createNodeModel(), factory + " made no node model");
            assertNotNull(
                    nodeFactory.getIcon(), nodeFactory.getNodeName() + " does not find its icon");
            created.add(nodeFactory.getNodeName());
        }
        for (String name :
                List.of(
                        "Image Set Reader",
                        "Mask Generator",
                        "Mask Tools",
                        "Model Reader",
                        "Model Writer",
                        "Inpaint",
                        "Reference Encoder",
                        "Image Set Writer",
                        "Sample Murals",
                        "Image Synthesizer",
                        "Image Inverter",
                        "MAT Trainer",
                        "GAN Trainer",
                        "Inversion Encoder Trainer",
                        "Reference Fine-Tuner",
                        "LPIPS Scorer",
                        "FID Scorer",
                        "Metric Comparison",
                        "Before/After View")) {
            assertTrue(created.contains(name), name + " is not among the nodes " + created);
        }
    }

    @Test
    void port_types_name_classes_that_exist() throws Exception {
        List<IConfigurationElement> types = ourElements("org.knime.core.PortType");
        assertFalse(types.isEmpty(), "no port type is registered");
        Bundle nodes = Platform.getBundle("org.restauro.nodes");
        for (IConfigurationElement type : types) {
            for (String attribute :
                    List.of("objectClass", "objectSerializer", "specClass", "specSerializer")) {
                assertNotNull(nodes.loadClass(type.getAttribute(attribute)), attribute);
            }
        }
    }

    @Test
    void a_tensor_operation_runs() {
        try (NDManager manager = Torch.newManager(Torch.devices().get(0))) {
            float sum = manager.ones(new Shape(2, 3)).mul(2).sum().getFloat();
            assertEquals(12f, sum);
        }
    }

    private static List<IConfigurationElement> ourElements(String point) {
        List<IConfigurationElement> elements = new ArrayList<>();
        for (IConfigurationElement element :
                Platform.getExtensionRegistry().getConfigurationElementsFor(point)) {
            if (element.getContributor().getName().startsWith("org.restauro.")) {
                elements.add(element);
            }
        }
        return elements;
    }
}
