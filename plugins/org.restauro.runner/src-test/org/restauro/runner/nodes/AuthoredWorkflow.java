// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.knime.core.node.NodeFactory;
import org.restauro.runner.workflow.RunListener;
import org.restauro.runner.workflow.Workflow;
import org.restauro.runner.workflow.WorkflowRun;
import org.restauro.runner.workflow.WorkflowWriter;

/**
 * A workflow of the folder {@code workflows}: written by a test, held against what is committed,
 * and executed. To write the folder anew after a change, run the test with {@code
 * -Dworkflows.update=true}.
 */
final class AuthoredWorkflow {

    /** Puts nodes, variables and notes onto the canvas. */
    @FunctionalInterface
    interface Author {
        void write(WorkflowWriter workflow) throws Exception;
    }

    private static final WorkflowWriter.Bundle BUNDLE =
            new WorkflowWriter.Bundle("Restauro nodes", "org.restauro.nodes", "Restauro", "0.1.0");

    private final String name;
    private final Author author;

    AuthoredWorkflow(final String name, final Author author) {
        this.name = name;
        this.author = author;
    }

    static NodeFactory<?> node(final String name) throws Exception {
        Class<?> factory = Class.forName("org.restauro.nodes." + name + "NodeFactory");
        return (NodeFactory<?>) factory.getConstructor().newInstance();
    }

    /** The root of the repository. */
    static Path root() {
        Path root = Path.of(System.getProperty("restauro.root", ".")).toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return root;
    }

    Path committed() {
        return root().resolve("workflows").resolve(name);
    }

    /** Checks that what is committed is what its author writes. */
    void check(final Path temporary) throws Exception {
        if (Boolean.getBoolean("workflows.update")) {
            write(committed());
        }
        write(temporary);
        assertThat(files(committed())).isEqualTo(files(temporary));
    }

    private void write(final Path to) throws Exception {
        try (WorkflowWriter workflow = new WorkflowWriter(name, BUNDLE)) {
            author.write(workflow);
            workflow.write(to);
        }
    }

    /** Executes what is committed and expects success; returns what was said on the way. */
    String run(final List<String> variables, final List<String> settings) throws Exception {
        List<String> said = new ArrayList<>();
        try (Workflow workflow = Workflow.load(committed())) {
            for (String variable : variables) {
                workflow.setVariable(variable);
            }
            for (String setting : settings) {
                workflow.set(setting);
            }
            boolean executed = new WorkflowRun(workflow, 1, new Listening(said)).execute();
            assertThat(executed).as(String.join("\n", said)).isTrue();
        }
        return String.join("\n", said);
    }

    private static Map<String, String> files(final Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                contents.put(
                        root.relativize(path).toString().replace('\\', '/'),
                        Files.readString(path, StandardCharsets.UTF_8));
            }
        }
        return contents;
    }

    private record Listening(List<String> said) implements RunListener {
        @Override
        public void started(String node, int number, int count) {}

        @Override
        public void progress(String node, int number, int count, double progress, String message) {}

        @Override
        public void executed(String node, int number, int count, double seconds, String summary) {
            said.add(node + " done: " + summary);
        }

        @Override
        public void warning(String node, String message) {
            said.add(node + " warns: " + message);
        }

        @Override
        public void failed(String node, String message) {
            said.add(node + " failed: " + message);
        }
    }
}
