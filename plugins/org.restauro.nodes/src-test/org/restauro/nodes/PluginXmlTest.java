// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;
import org.restauro.nodes.port.DataSetPortObject;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ReferenceFeaturesPortObject;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PluginXmlTest {

    private static final int ICON_SIZE = 16;

    private final Path bundle = bundle();
    private Document plugin;

    private static Path bundle() {
        Path root = Path.of(System.getProperty("restauro.root", ".")).toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return root.resolve("plugins/org.restauro.nodes");
    }

    @BeforeEach
    void read_plugin_xml() throws Exception {
        File file = bundle.resolve("plugin.xml").toFile();
        plugin = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file);
    }

    private List<Element> elements(String name) {
        NodeList found = plugin.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private List<NodeFactory<?>> factories() throws Exception {
        List<NodeFactory<?>> factories = new ArrayList<>();
        for (Element node : elements("node")) {
            Class<?> type = Class.forName(node.getAttribute("factory-class"));
            NodeFactory<?> factory = (NodeFactory<?>) type.getConstructor().newInstance();
            factory.init();
            factories.add(factory);
        }
        return factories;
    }

    @Test
    void registers_every_factory_there_is() throws Exception {
        List<String> registered =
                elements("node").stream().map(n -> n.getAttribute("factory-class")).toList();
        Path sources = bundle.resolve("src");
        try (Stream<Path> files = Files.walk(sources)) {
            List<String> written =
                    files.map(file -> sources.relativize(file).toString())
                            .filter(file -> file.endsWith("NodeFactory.java"))
                            .map(file -> file.replace(".java", "").replaceAll("[/\\\\]", "."))
                            .toList();
            assertThat(registered).containsExactlyInAnyOrderElementsOf(written);
        }
    }

    @Test
    void gives_every_node_a_name_a_type_keywords_and_described_ports() throws Exception {
        Set<String> names = new HashSet<>();
        for (NodeFactory<?> factory : factories()) {
            String name = factory.getNodeName();
            assertThat(names.add(name)).as("%s is used once", name).isTrue();
            assertThat(factory.getType()).as(name).isNotIn(NodeType.Unknown, NodeType.Missing);
            assertThat(factory.getKeywords()).as(name).hasSizeGreaterThan(3);
            String description =
                    factory.getXMLDescription() == null
                            ? ""
                            : factory.getXMLDescription().getTextContent();
            assertThat(description).as("description of %s", name).hasSizeGreaterThan(200);
        }
    }

    @Test
    void gives_every_node_an_icon_of_the_right_size_with_its_drawing() throws Exception {
        for (NodeFactory<?> factory : factories()) {
            BufferedImage icon = ImageIO.read(factory.getIcon());
            assertThat(icon.getWidth()).as(factory.getNodeName()).isEqualTo(ICON_SIZE);
            assertThat(icon.getHeight()).as(factory.getNodeName()).isEqualTo(ICON_SIZE);
            assertThat(factory.getIcon().toString()).endsWith(".png");
            String drawing =
                    factory.getIcon().getPath().replaceAll(".*/", "/").replace("png", "svg");
            assertThat(factory.getClass().getResource("." + drawing))
                    .as("drawing of %s", factory.getNodeName())
                    .isNotNull();
        }
    }

    @Test
    void puts_every_node_into_a_category_that_exists_and_has_an_icon() throws Exception {
        Set<String> categories = new HashSet<>(Set.of("/community"));
        for (Element category : elements("category")) {
            assertThat(category.getAttribute("path")).isIn(categories);
            categories.add(category.getAttribute("path") + "/" + category.getAttribute("level-id"));
            Path icon = bundle.resolve(category.getAttribute("icon"));
            assertThat(ImageIO.read(icon.toFile()).getWidth()).isEqualTo(ICON_SIZE);
            assertThat(Path.of(icon.toString().replace(".png", ".svg"))).exists();
            assertThat(category.getAttribute("description")).endsWith(".");
        }
        for (Element node : elements("node")) {
            assertThat(node.getAttribute("category-path")).isIn(categories);
        }
    }

    @Test
    void registers_port_types_with_serializers_that_can_be_created() throws Exception {
        for (Element port : elements("portType")) {
            for (String attribute : List.of("objectSerializer", "specSerializer")) {
                Class<?> serializer = Class.forName(port.getAttribute(attribute));
                assertThat(serializer.getConstructor().newInstance()).isNotNull();
            }
            assertThat(port.getAttribute("color")).matches("#[0-9a-f]{6}");
        }
        PortTypeRegistry registry = PortTypeRegistry.getInstance();
        for (PortType type :
                List.of(
                        ModelPortObject.TYPE,
                        DataSetPortObject.TYPE,
                        ReferenceFeaturesPortObject.TYPE)) {
            assertThat(type.getName()).startsWith("Restauro");
            assertThat(registry.getObjectSerializer(type.getPortObjectClass())).isPresent();
            assertThat(registry.getSpecSerializer(type.getPortObjectSpecClass())).isPresent();
        }
    }
}
