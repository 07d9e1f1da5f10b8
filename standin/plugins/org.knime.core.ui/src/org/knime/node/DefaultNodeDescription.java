// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.knime.core.node.NodeDescription;
import org.knime.core.node.NodeFactory.NodeType;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The description of a {@link DefaultNode}. */
final class DefaultNodeDescription extends NodeDescription {
    private final DefaultNode node;

    DefaultNodeDescription(DefaultNode node) {
        this.node = node;
    }

    private String port(
            int index, Predicate<PortDeclaration> side, Function<PortDeclaration, String> text) {
        return node.ports.stream().filter(side).skip(index).findFirst().map(text).orElse(null);
    }

    @Override
    public String getIconPath() {
        return node.icon;
    }

    @Override
    public String getInportDescription(int index) {
        return port(index, p -> p.input, p -> p.inputDescription);
    }

    @Override
    public String getInportName(int index) {
        return port(index, p -> p.input, p -> p.inputName);
    }

    @Override
    public String getOutportDescription(int index) {
        return port(index, p -> p.output, p -> p.outputDescription);
    }

    @Override
    public String getOutportName(int index) {
        return port(index, p -> p.output, p -> p.outputName);
    }

    @Override
    public String getInteractiveViewName() {
        return node.view().map(v -> node.name).orElse(null);
    }

    @Override
    public String getNodeName() {
        return node.name;
    }

    @Override
    public Optional<String> getIntro() {
        return Optional.of(node.fullDescription);
    }

    @Override
    public Optional<String> getShortDescription() {
        return Optional.of(node.shortDescription);
    }

    @Override
    public List<DescriptionLink> getLinks() {
        List<DescriptionLink> links = new ArrayList<>();
        node.links.forEach((target, text) -> links.add(new DescriptionLink(target, text)));
        return links;
    }

    @Override
    public NodeType getType() {
        return node.nodeType;
    }

    @Override
    public int getViewCount() {
        return 0;
    }

    @Override
    public String getViewDescription(int index) {
        return null;
    }

    @Override
    public String getViewName(int index) {
        return null;
    }

    @Override
    public String[] getKeywords() {
        return node.keywords.toArray(new String[0]);
    }

    @Override
    public Element getXMLDescription() {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
            Element root = document.createElementNS("http://knime.org/node/v5.3", "knimeNode");
            document.appendChild(root);
            root.setAttribute("type", node.nodeType.name());
            root.setAttribute("icon", node.icon);
            add(root, "name", node.name);
            add(root, "shortDescription", node.shortDescription);
            add(add(root, "fullDescription", null), "intro", node.fullDescription);
            Element ports = add(root, "ports", null);
            for (PortDeclaration port : node.ports) {
                for (boolean input : Arrays.asList(true, false)) {
                    if (input ? port.input : port.output) {
                        Element element =
                                add(
                                        ports,
                                        input ? "inPort" : "outPort",
                                        input ? port.inputDescription : port.outputDescription);
                        element.setAttribute("name", input ? port.inputName : port.outputName);
                    }
                }
            }
            return root;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Element add(Element parent, String name, String text) {
        Element child = parent.getOwnerDocument().createElementNS(parent.getNamespaceURI(), name);
        if (text != null) {
            child.setTextContent(text);
        }
        parent.appendChild(child);
        return child;
    }
}
