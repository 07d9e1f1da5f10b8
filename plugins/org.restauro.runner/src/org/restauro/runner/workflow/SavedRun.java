// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.runner.workflow.WorkflowNode.Source;

/**
 * Saves an executed workflow as a folder that KNIME opens: the same nodes with the settings they
 * ran with, configured and without data, because the rows that KNIME itself stores have a private
 * format. What the last nodes produced lies beside it in {@code outputs/}: a table as CSV (UTF-8,
 * row keys first) with its images as PNG files named in the CSV, other ports as their summary.
 */
public final class SavedRun {
    private static final Set<String> COPIED =
            Set.of("workflow-metadata.xml", "component-metadata.xml", "workflow.svg");

    private final Workflow workflow;
    private final Path target;

    /**
     * Prepares to save, before anything runs.
     *
     * @param workflow the workflow
     * @param target a folder that is empty or does not exist
     * @throws WorkflowException when saving there would destroy something
     */
    public SavedRun(Workflow workflow, Path target) throws WorkflowException {
        this.workflow = workflow;
        this.target = target.toAbsolutePath().normalize();
        check();
    }

    private void check() throws WorkflowException {
        if (target.startsWith(workflow.folder())) {
            throw new WorkflowException("The workflow cannot be saved into itself: " + target);
        }
        try (Stream<Path> there = Files.exists(target) ? Files.list(target) : Stream.empty()) {
            if (there.findAny().isPresent()) {
                throw new WorkflowException(
                        "The folder to save to must be new or empty: " + target);
            }
        } catch (IOException e) {
            throw new WorkflowException(
                    "The workflow cannot be saved to " + target + ": " + e.getMessage(), e);
        }
    }

    /**
     * Saves, after the run.
     *
     * @throws WorkflowException when something cannot be written
     */
    public void write() throws WorkflowException {
        try {
            Files.createDirectories(target);
            saveFiles();
            Set<String> used = new HashSet<>();
            for (WorkflowNode node : workflow.nodes()) {
                for (Source source : node.inputs().values()) {
                    used.add(source.node().id() + "/" + source.port());
                }
            }
            for (WorkflowNode node : workflow.nodes()) {
                for (int port = 1; !node.isBoundary() && port <= node.outputs(); port++) {
                    if (node.isExecuted() && !used.contains(node.id() + "/" + port)) {
                        saveOutput(node, port);
                    }
                }
            }
        } catch (IOException | InvalidSettingsException e) {
            throw new WorkflowException(
                    "The workflow cannot be saved to " + target + ": " + e.getMessage(), e);
        }
    }

    private void saveFiles() throws IOException, InvalidSettingsException, WorkflowException {
        Map<String, WorkflowNode> byPath =
                workflow.nodes().stream()
                        .collect(Collectors.toMap(WorkflowNode::settingsPath, n -> n));
        List<Path> files;
        try (Stream<Path> all = Files.walk(workflow.folder())) {
            files = all.filter(Files::isRegularFile).collect(Collectors.toList());
        }
        for (Path file : files) {
            Path relative = workflow.folder().relativize(file);
            String name = file.getFileName().toString();
            WorkflowNode node = byPath.get(relative.toString().replace('\\', '/'));
            if (node != null) {
                write(relative, nodeFile(node));
            } else if (name.equals("workflow.knime") || isComponentFile(file)) {
                NodeSettings settings = WorkflowFiles.read(workflow.folder(), file);
                settings.addString("state", "CONFIGURED");
                if (relative.getNameCount() == 1) {
                    putVariables(settings);
                }
                write(relative, settings);
            } else if (COPIED.contains(name)) {
                Files.createDirectories(target.resolve(relative).getParent());
                Files.copy(file, target.resolve(relative));
            }
        }
    }

    private static boolean isComponentFile(Path file) {
        return file.getFileName().toString().equals("settings.xml")
                && Files.isRegularFile(file.resolveSibling("workflow.knime"));
    }

    private void putVariables(NodeSettings settings) {
        NodeSettings saved = new NodeSettings("workflow_variables");
        int i = 0;
        for (FlowVariable variable : workflow.variables().values()) {
            if (!variable.isGlobalConstant()) {
                variable.save(saved.addNodeSettings("Var_" + i++));
            }
        }
        if (i > 0) {
            settings.addNodeSettings(saved);
        }
    }

    private static NodeSettings nodeFile(WorkflowNode node) {
        NodeSettings file = new NodeSettings("settings.xml");
        node.file().copyTo(file);
        if (!node.isBoundary()) {
            NodeSettings model = new NodeSettings("model");
            node.single().settings().copyTo(model);
            file.addNodeSettings(model);
        }
        NodeFileDefaults.withoutData(file);
        return file;
    }

    private void write(Path relative, NodeSettings settings) throws IOException {
        Path file = target.resolve(relative);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.saveToXML(out);
        }
    }

    private void saveOutput(WorkflowNode node, int port) throws IOException {
        Path folder =
                target.resolve("outputs")
                        .resolve(node.toString().replaceAll("[^A-Za-z0-9 ._#()-]", "_"));
        Files.createDirectories(folder);
        PortObject object = node.data(port);
        if (object instanceof BufferedDataTable) {
            saveTable((BufferedDataTable) object, folder, port);
        } else {
            Files.writeString(folder.resolve("port_" + port + ".txt"), object.getSummary() + "\n");
        }
    }

    private static void saveTable(BufferedDataTable table, Path folder, int port)
            throws IOException {
        Path csv = folder.resolve("port_" + port + ".csv");
        try (Writer out = Files.newBufferedWriter(csv, StandardCharsets.UTF_8);
                CloseableRowIterator rows = table.iterator()) {
            out.write(
                    "RowID,"
                            + table.getSpec().stream()
                                    .map(DataColumnSpec::getName)
                                    .map(SavedRun::quote)
                                    .collect(Collectors.joining(","))
                            + "\n");
            for (long i = 0; rows.hasNext(); i++) {
                DataRow row = rows.next();
                StringBuilder line = new StringBuilder(quote(row.getKey().getString()));
                for (int c = 0; c < row.getNumCells(); c++) {
                    line.append(',').append(quote(text(row.getCell(c), folder, port, i, c)));
                }
                out.write(line.append('\n').toString());
            }
        }
    }

    private static String text(DataCell cell, Path folder, int port, long row, int column)
            throws IOException {
        if (cell.isMissing()) {
            return "";
        }
        if (cell instanceof PNGImageValue) {
            String name =
                    String.format(Locale.ROOT, "port_%d-images/%06d-%02d.png", port, row, column);
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, ((PNGImageValue) cell).getImageContent().getByteArrayReference());
            return name;
        }
        return cell.toString();
    }

    private static String quote(String text) {
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
