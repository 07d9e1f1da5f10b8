// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.runner.workflow.WorkflowNode.Source;
import org.restauro.standin.NodeMessage;
import org.restauro.standin.SingleNode;

/**
 * Executes a workflow: each node once its inputs are there, independent ones side by side. When one
 * fails, those that do not depend on it go on.
 */
public final class WorkflowRun {
    private final Workflow workflow;
    private final RunListener listener;
    private final int threads;
    private final int count;
    private final AtomicInteger begun = new AtomicInteger();
    private final Map<WorkflowNode, DefaultNodeProgressMonitor> running = new ConcurrentHashMap<>();
    private volatile boolean canceled;
    private volatile ExecutorService workers;

    /**
     * Prepares a run.
     *
     * @param workflow the workflow, not executed yet
     * @param threads how many nodes may run at the same time, 1 or more
     * @param listener hears how it goes on
     */
    public WorkflowRun(Workflow workflow, int threads, RunListener listener) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, not " + threads);
        }
        this.workflow = workflow;
        this.threads = threads;
        this.listener = listener;
        this.count = (int) workflow.nodes().stream().filter(n -> !n.isBoundary()).count();
    }

    /** Stops: nodes that run are told, none begins any more. May come from any thread. */
    public void cancel() {
        canceled = true;
        running.values().forEach(DefaultNodeProgressMonitor::setExecuteCanceled);
        ExecutorService current = workers;
        if (current != null) {
            current.shutdownNow();
        }
    }

    /**
     * Runs to the end.
     *
     * @return whether every node was executed
     */
    public boolean execute() {
        preconfigure();
        AtomicInteger number = new AtomicInteger();
        workers =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread =
                                    new Thread(task, "KNIME-Worker-" + number.getAndIncrement());
                            thread.setDaemon(true);
                            return thread;
                        });
        LinkedBlockingQueue<WorkflowNode> finished = new LinkedBlockingQueue<>();
        Set<WorkflowNode> waiting = new LinkedHashSet<>(workflow.nodes());
        List<Future<?>> submitted = new ArrayList<>();
        int active = 0;
        try {
            while (true) {
                for (WorkflowNode node : List.copyOf(waiting)) {
                    if (!canceled && isReady(node)) {
                        waiting.remove(node);
                        active++;
                        submitted.add(workers.submit(() -> runAndTell(node, finished)));
                    }
                }
                if (active == 0) {
                    break;
                }
                finished.take();
                active--;
                if (canceled) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.RejectedExecutionException e) {
            canceled = true; // cancelled between the check and the submission
        } finally {
            workers.shutdownNow();
        }
        for (WorkflowNode node : waiting) {
            if (!node.isBoundary()) {
                tellNotRun(node);
            }
        }
        return workflow.nodes().stream().allMatch(WorkflowNode::isExecuted);
    }

    private boolean isReady(WorkflowNode node) {
        return node.inputs().values().stream().allMatch(s -> s.node().isExecuted());
    }

    private void tellNotRun(WorkflowNode node) {
        String before =
                node.inputs().values().stream()
                        .filter(s -> !s.node().isExecuted())
                        .map(s -> s.node().toString())
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(", "));
        tell(
                () ->
                        listener.failed(
                                node.toString(),
                                canceled
                                        ? "not executed: the workflow was cancelled"
                                        : "not executed: it needs the result of " + before));
    }

    private synchronized void tell(Runnable call) {
        call.run();
    }

    private void runAndTell(WorkflowNode node, LinkedBlockingQueue<WorkflowNode> finished) {
        try {
            run(node);
        } catch (RuntimeException | Error e) {
            tell(() -> listener.failed(node.toString(), "failed unexpectedly: " + e));
        } finally {
            finished.add(node);
        }
    }

    /**
     * As on loading in KNIME: what can be configured is, so that early steps see later ones' keys.
     */
    private void preconfigure() {
        for (WorkflowNode node : workflow.nodes()) {
            Map<String, FlowVariable> variables = incoming(node);
            if (node.isBoundary()) {
                node.setPassed(variables);
            } else {
                node.single().configure(specs(node), variables);
            }
        }
    }

    private Map<String, FlowVariable> incoming(WorkflowNode node) {
        Map<String, FlowVariable> all = new LinkedHashMap<>(workflow.variables());
        List<Source> sources = new ArrayList<>(node.inputs().values());
        // The first port wins where several bring a variable of the same name, so it comes last.
        for (int i = sources.size() - 1; i >= 0; i--) {
            all.putAll(sources.get(i).node().variables());
        }
        return all;
    }

    private static PortObjectSpec[] specs(WorkflowNode node) {
        PortObjectSpec[] specs = new PortObjectSpec[node.single().inputs().length];
        node.inputs()
                .forEach(
                        (port, source) -> {
                            if (port > 0) {
                                specs[port - 1] = source.node().spec(source.port());
                            }
                        });
        return specs;
    }

    private void run(WorkflowNode node) {
        Map<String, FlowVariable> variables = incoming(node);
        if (node.isBoundary()) {
            node.setExecuted(variables);
            return;
        }
        SingleNode single = node.single();
        PortType[] types = single.inputs();
        PortObject[] data = new PortObject[types.length];
        node.inputs()
                .forEach(
                        (port, source) -> {
                            if (port > 0) {
                                data[port - 1] = source.node().data(source.port());
                            }
                        });
        String name = node.toString();
        for (int i = 0; i < types.length; i++) {
            if (data[i] == null && !types[i].isOptional()) {
                String input = single.factory().getInportName(i);
                String text = "its input " + (i + 1) + " (" + input + ") is not connected";
                tell(() -> listener.failed(name, text));
                return;
            }
        }
        int number = begun.incrementAndGet();
        long start = System.nanoTime();
        tell(() -> listener.started(name, number, count));
        if (!single.configure(specs(node), variables)) {
            String why = single.message().map(NodeMessage::text).orElse("cannot be configured");
            tell(() -> listener.failed(name, why));
            return;
        }
        Progress progress = new Progress(name, number);
        running.put(node, progress);
        Thread.currentThread().setName(Thread.currentThread().getName() + "-" + node.name());
        boolean executed;
        try {
            if (canceled) {
                progress.setExecuteCanceled();
            }
            executed = single.execute(data, progress);
        } finally {
            running.remove(node);
            Thread.currentThread()
                    .setName(Thread.currentThread().getName().replace("-" + node.name(), ""));
        }
        if (executed) {
            node.setExecuted(single.variables());
            single.message().ifPresent(m -> tell(() -> listener.warning(name, m.text())));
            double seconds = (System.nanoTime() - start) / 1e9;
            tell(() -> listener.executed(name, number, count, seconds, summary(single)));
        } else {
            tell(
                    () ->
                            listener.failed(
                                    name,
                                    single.message().map(NodeMessage::text).orElse("failed")));
        }
    }

    private static String summary(SingleNode single) {
        return Arrays.stream(single.data())
                .map(PortObject::getSummary)
                .collect(Collectors.joining("; "));
    }

    /** Passes progress on, at most twice a second. */
    private final class Progress extends DefaultNodeProgressMonitor {
        private static final long INTERVAL_NANOS = 500_000_000L;

        private final String name;
        private final int number;
        private long last = System.nanoTime();
        private String told = "";

        Progress(String name, int number) {
            this.name = name;
            this.number = number;
        }

        @Override
        protected void changed() {
            synchronized (this) {
                long now = System.nanoTime();
                String state = getProgress() + " " + getMessage();
                if (now - last < INTERVAL_NANOS || state.equals(told)) {
                    return;
                }
                last = now;
                told = state;
            }
            Double progress = getProgress();
            tell(
                    () ->
                            listener.progress(
                                    name,
                                    number,
                                    count,
                                    progress == null ? 0 : progress,
                                    getMessage()));
        }
    }
}
