// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.RequireModelParameters;
import org.knime.node.DefaultView.RequireViewParameters;
import org.knime.node.RequirePorts.ConfigurablePort;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.knime.node.RequirePorts.RequireInputPortName;
import org.knime.node.RequirePorts.RequirePortName;

/** A node, described in one fluent constant; begin with {@link #create()}. */
public final class DefaultNode implements FluentNodeAPI {
    final String name;
    final String icon;
    final String shortDescription;
    final String fullDescription;
    final List<PortDeclaration> ports = new ArrayList<>();
    final Map<String, String> links = new LinkedHashMap<>();
    final DefaultModel model;
    private DefaultView view;
    NodeType nodeType = NodeType.Other;
    List<String> keywords = List.of();

    private DefaultNode(
            String name,
            String icon,
            String shortDescription,
            String fullDescription,
            Consumer<DynamicPortsAdder> ports,
            DefaultModel model) {
        this.name = Objects.requireNonNull(name, "A node needs a name");
        this.icon = Objects.requireNonNull(icon, "A node needs an icon");
        this.shortDescription = Objects.requireNonNull(shortDescription, "short description");
        this.fullDescription = Objects.requireNonNull(fullDescription, "full description");
        this.model = Objects.requireNonNull(model, "A node needs a model");
        ports.accept(new Groups());
    }

    public static RequireName create() {
        return name ->
                icon ->
                        shortText ->
                                fullText ->
                                        (major, minor, revision) ->
                                                ports ->
                                                        model ->
                                                                new DefaultNode(
                                                                        name,
                                                                        icon,
                                                                        shortText,
                                                                        fullText,
                                                                        ports,
                                                                        model.apply(
                                                                                DefaultModel
                                                                                        .create()));
    }

    Optional<DefaultView> view() {
        return Optional.ofNullable(view);
    }

    public DefaultNode addView(Function<RequireViewParameters, DefaultView> newView) {
        view = newView.apply(DefaultView.create());
        return this;
    }

    public DefaultNode nodeType(NodeType type) {
        nodeType = type;
        return this;
    }

    public DefaultNode keywords(String... words) {
        keywords = Arrays.asList(words);
        return this;
    }

    public DefaultNode addExternalResource(String href, String description) {
        links.put(href, description);
        return this;
    }

    private final class Groups implements DynamicPortsAdder {
        @Override
        public DynamicPortsAdder addInputPortGroup(
                String groupId, Function<RequirePortName, ConfigurablePort> port) {
            PortDeclaration group = new PortDeclaration(groupId, true, false);
            port.apply(
                    name ->
                            description -> {
                                group.inputName = name;
                                group.inputDescription = description;
                                return group;
                            });
            ports.add(group);
            return this;
        }

        @Override
        public DynamicPortsAdder addOutputPortGroup(
                String groupId, Function<RequirePortName, ConfigurablePort> port) {
            PortDeclaration group = new PortDeclaration(groupId, false, true);
            port.apply(
                    name ->
                            description -> {
                                group.outputName = name;
                                group.outputDescription = description;
                                return group;
                            });
            ports.add(group);
            return this;
        }

        @Override
        public DynamicPortsAdder addInputAndOutputPortGroup(
                String groupId, Function<RequireInputPortName, ConfigurablePort> port) {
            PortDeclaration group = new PortDeclaration(groupId, true, true);
            port.apply(
                    inputName ->
                            inputDescription ->
                                    outputName ->
                                            outputDescription -> {
                                                group.inputName = inputName;
                                                group.inputDescription = inputDescription;
                                                group.outputName = outputName;
                                                group.outputDescription = outputDescription;
                                                return group;
                                            });
            ports.add(group);
            return this;
        }
    }

    /** Wants the name. */
    @FunctionalInterface
    public interface RequireName {
        RequireIcon name(String name);
    }

    /** Wants the icon: a path relative to the factory's class. */
    @FunctionalInterface
    public interface RequireIcon {
        RequireShortDescription icon(String icon);
    }

    /** Wants one sentence. */
    @FunctionalInterface
    public interface RequireShortDescription {
        RequireFullDescription shortDescription(String shortDescription);
    }

    /** Wants the whole description, as HTML. */
    @FunctionalInterface
    public interface RequireFullDescription {
        RequireSinceVersion fullDescription(String fullDescription);
    }

    /** Wants the version in which the node first appeared. */
    @FunctionalInterface
    public interface RequireSinceVersion {
        RequirePorts sinceVersion(int major, int minor, int revision);
    }

    /** Wants the model. */
    @FunctionalInterface
    public interface RequireModel {
        DefaultNode model(Function<RequireModelParameters, DefaultModel> model);
    }
}
