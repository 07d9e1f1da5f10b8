// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.webui.node.view.NodeView;
import org.knime.core.webui.node.view.NodeViewFactory;
import org.restauro.views.ExportProgress;
import org.restauro.views.IndexPage;
import org.restauro.views.PictureSource;
import org.restauro.views.SelfContainedPage;

/**
 * Writes the views of an executed workflow's nodes, each as an HTML file that opens without a
 * server, and an index of them. Page, data and pictures come from the node's own view, asked for as
 * KNIME asks.
 */
public final class WorkflowViews {
    private static final int LONGEST_NAME = 60;
    private static final long INTERVAL_NANOS = 500_000_000L;

    private final Workflow workflow;
    private final Path folder;
    private final long budget;

    /**
     * A view that was written.
     *
     * @param node the node's name and id
     * @param title the view's title
     * @param file the page
     * @param bytes its size
     */
    public record Written(String node, String title, Path file, long bytes) {}

    /**
     * What came of it.
     *
     * @param pages the views written, in the order of their nodes
     * @param index the page that lists them; null where there is none
     * @param complete whether no view failed
     */
    public record Result(List<Written> pages, Path index, boolean complete) {}

    /**
     * Prepares to write, before anything runs: the folder is made, so that a wrong one is told now.
     *
     * @param workflow the workflow
     * @param folder where to
     * @param budget how many bytes the full pictures of a page may need; see {@link
     *     SelfContainedPage}
     * @throws WorkflowException when the views cannot be written there, or would replace an index
     *     that is not ours
     */
    public WorkflowViews(Workflow workflow, Path folder, long budget) throws WorkflowException {
        this.workflow = workflow;
        this.folder = folder;
        this.budget = budget;
        String wrong = "The views cannot be written to " + folder + ": ";
        try {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new WorkflowException(wrong + "this is a file, not a folder");
            }
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw new WorkflowException(wrong + "the folder may not be written to");
            }
            if (IndexPage.isForeign(folder)) {
                throw new WorkflowException(
                        wrong
                                + "it has another "
                                + IndexPage.FILE
                                + ", which would be lost; choose another folder");
            }
        } catch (IOException e) {
            throw new WorkflowException(wrong + "the folder cannot be made (" + e + ")", e);
        }
    }

    /**
     * Writes, after the run. A view that fails is a warning, and the others are written.
     *
     * @param listener hears warnings and how it goes on
     * @param cancelled whether to stop
     * @return what was written
     * @throws WorkflowException when the index cannot be written
     * @throws java.util.concurrent.CancellationException if cancelled; complete pages stay
     */
    public Result write(RunListener listener, BooleanSupplier cancelled) throws WorkflowException {
        List<WorkflowNode> nodes =
                workflow.nodes().stream().filter(WorkflowViews::hasView).toList();
        List<Written> pages = new ArrayList<>();
        List<IndexPage.Entry> entries = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            WorkflowNode node = nodes.get(i);
            Path file = folder.resolve(fileName(i + 1, node.name()));
            try {
                SelfContainedPage page =
                        write(
                                node,
                                file,
                                new Progress(listener, node, i + 1, nodes.size(), cancelled));
                pages.add(new Written(node.toString(), page.title(), file, Files.size(file)));
                entries.add(
                        new IndexPage.Entry(
                                file.getFileName().toString(), page.title(), node.toString()));
            } catch (IOException | InvalidSettingsException | LinkageError e) {
                listener.warning(node.toString(), "its view was not written: " + reason(e));
            } catch (java.util.concurrent.CancellationException e) {
                throw e;
            } catch (RuntimeException e) {
                listener.warning(node.toString(), "its view failed: " + e);
            }
        }
        Path index = null;
        if (!pages.isEmpty()) {
            try {
                IndexPage.write(folder, workflow.folder().getFileName().toString(), entries);
                index = folder.resolve(IndexPage.FILE);
            } catch (IOException e) {
                throw new WorkflowException(
                        "The index of the views cannot be written to " + folder + ": " + reason(e),
                        e);
            }
        }
        return new Result(pages, index, pages.size() == nodes.size());
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static boolean hasView(WorkflowNode node) {
        return !node.isBoundary()
                && node.isExecuted()
                && node.single().factory() instanceof NodeViewFactory<?> factory
                && factory.hasNodeView();
    }

    private SelfContainedPage write(WorkflowNode node, Path file, ExportProgress progress)
            throws IOException, InvalidSettingsException {
        @SuppressWarnings("unchecked") // a factory's models are of its own type
        NodeViewFactory<NodeModel> factory = (NodeViewFactory<NodeModel>) node.single().factory();
        NodeView view = factory.createNodeView(node.single().model());
        if (node.file().containsKey("view")) {
            NodeSettingsRO settings = node.file().getNodeSettings("view");
            view.validateSettings(settings);
            view.loadValidatedSettingsFrom(settings);
        }
        String page;
        try (InputStream in = view.getPage().getInputStream()) {
            page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String data =
                view.createInitialDataService()
                        .orElseThrow(() -> new IOException("the view has no initial data"))
                        .getInitialData();
        PictureSource pictures =
                view.createRpcDataService()
                        .<PictureSource>map(RpcPictures::new)
                        .orElse(PictureSource.none());
        SelfContainedPage export = SelfContainedPage.of(page, data).withBudget(budget);
        export.write(file, pictures, progress);
        return export;
    }

    /** Such as {@code 02-metric-comparison.html}. */
    static String fileName(int number, String node) {
        String name =
                node.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        name = name.substring(0, Math.min(LONGEST_NAME, name.length())).replaceAll("-+$", "");
        return String.format(Locale.ROOT, "%02d-%s.html", number, name.isEmpty() ? "node" : name);
    }

    /** Passes progress on, at most twice a second. */
    private static final class Progress implements ExportProgress {
        private final RunListener listener;
        private final String node;
        private final int number;
        private final int count;
        private final BooleanSupplier cancelled;
        private long last = System.nanoTime();

        Progress(
                RunListener listener,
                WorkflowNode node,
                int number,
                int count,
                BooleanSupplier cancelled) {
            this.listener = listener;
            this.node = node.toString();
            this.number = number;
            this.count = count;
            this.cancelled = cancelled;
        }

        @Override
        public void pictures(long done, long total) {
            if (System.nanoTime() - last > INTERVAL_NANOS) {
                last = System.nanoTime();
                String message = "picture " + done + " of " + total + " of its view";
                listener.progress(node, number, count, (double) done / total, message);
            }
        }

        @Override
        public boolean cancelled() {
            return cancelled.getAsBoolean();
        }
    }
}
