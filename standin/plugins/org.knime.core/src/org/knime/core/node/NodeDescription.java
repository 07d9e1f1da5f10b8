// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import java.util.List;
import java.util.Optional;
import org.knime.core.node.NodeFactory.NodeType;
import org.w3c.dom.Element;

/** What a person reads about a node before using it. */
public abstract class NodeDescription {
    public NodeDescription() {}

    public abstract String getIconPath();

    public abstract String getInportDescription(int index);

    public abstract String getInportName(int index);

    public abstract String getInteractiveViewName();

    public abstract String getNodeName();

    public Optional<String> getIntro() {
        return Optional.empty();
    }

    public Optional<String> getShortDescription() {
        return Optional.empty();
    }

    public List<DescriptionLink> getLinks() {
        return List.of();
    }

    public abstract String getOutportDescription(int index);

    public abstract String getOutportName(int index);

    public abstract NodeType getType();

    public abstract int getViewCount();

    public abstract String getViewDescription(int index);

    public abstract String getViewName(int index);

    public abstract Element getXMLDescription();

    public String[] getKeywords() {
        return new String[0];
    }

    public boolean isDeprecated() {
        return false;
    }

    /** A link to further reading. */
    public static final class DescriptionLink {
        private final String target;
        private final String text;

        public DescriptionLink(String target, String text) {
            this.target = target;
            this.text = text;
        }

        public String getTarget() {
            return target;
        }

        public String getText() {
            return text;
        }
    }
}
