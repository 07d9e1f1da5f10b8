// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.restauro.runner.workflow.RunListener;
import org.restauro.runner.workflow.SavedRun;
import org.restauro.runner.workflow.Workflow;
import org.restauro.runner.workflow.WorkflowException;
import org.restauro.runner.workflow.WorkflowRun;
import org.restauro.runner.workflow.WorkflowViews;
import org.restauro.views.SelfContainedPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restauro run}: executes a KNIME workflow without KNIME. */
@Command(
        name = "run",
        description = {
            "Executes a KNIME workflow whose nodes are Restauro's.",
            "Ends with status 0 only if every node was executed, and every view that was asked"
                    + " for written."
        },
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "    restauro run workflows/restore-photographs --var images=photos",
            "    restauro run my-workflow --set \"Inpaint/seed=7\" --set \"#3/folder=out\"",
            "    restauro run workflows/restore-murals --views views && restauro view views",
            "",
            "Relative paths, in variables and settings too, start at the current directory."
        })
final class RunCommand implements Callable<Integer> {
    /** How long Ctrl-C waits for nodes to stop before the process ends anyway, in seconds. */
    private static final long STOP_SECONDS = 2;

    /** The power of two of a megabyte. */
    private static final int MEGABYTE = 20;

    private static final int DEFAULT_THREADS =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "WORKFLOW_DIR",
            description = "The workflow's folder, which holds workflow.knime.")
    private Path folder;

    @Option(
            names = "--var",
            paramLabel = "NAME[:TYPE]=VALUE",
            description = {
                "Sets a flow variable of the workflow; TYPE is int, long, double, boolean or"
                        + " string.",
                "Without it a variable keeps its type; a new one takes that of the value."
            })
    private List<String> variables = List.of();

    @Option(
            names = "--set",
            paramLabel = "NODE/KEY=VALUE",
            description = {
                "Changes a setting of a node, named or given as #id.",
                "Levels of a key are separated by '/', elements of a list by ','."
            })
    private List<String> settings = List.of();

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description = {
                "Saves the workflow with the settings it ran with, and beside it in outputs/",
                "what its last nodes produced: tables as CSV, their images as PNG."
            })
    private Path save;

    @Option(
            names = "--views",
            paramLabel = "DIR",
            description = {
                "Writes the view of each node that has one as a self-contained HTML file, and",
                "an index.html of them. 'restauro view DIR' shows them."
            })
    private Path views;

    @Option(
            names = "--views-megabytes",
            paramLabel = "N",
            description = {
                "How many megabytes the pictures of one view may need (default: 64); where they",
                "need more all of them are made smaller."
            })
    private int viewMegabytes = (int) (SelfContainedPage.DEFAULT_BUDGET >> MEGABYTE);

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many independent nodes may run at once (default: up to 4).")
    private int threads = DEFAULT_THREADS;

    private volatile boolean cancelled;

    @Override
    public Integer call() throws WorkflowException {
        if (threads < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--threads must be 1 or more, not " + threads + ".");
        }
        if (viewMegabytes < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--views-megabytes must be 0 or more, not " + viewMegabytes + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        CountDownLatch ended = new CountDownLatch(1);
        try (Workflow workflow = Workflow.load(folder)) {
            for (String variable : variables) {
                workflow.setVariable(variable);
            }
            for (String setting : settings) {
                workflow.set(setting);
            }
            SavedRun saved = save == null ? null : new SavedRun(workflow, save);
            WorkflowViews shown =
                    views == null
                            ? null
                            : new WorkflowViews(workflow, views, (long) viewMegabytes << MEGABYTE);
            Console console = new Console(out, err);
            WorkflowRun run = new WorkflowRun(workflow, threads, console);
            Thread hook = new Thread(() -> stop(run, ended), "restauro-cancel");
            Runtime.getRuntime().addShutdownHook(hook);
            boolean executed = run.execute();
            if (saved != null) {
                saved.write();
                out.println("Saved to " + save);
            }
            boolean written = shown == null || cancelled || writeViews(shown, console, out);
            ended.countDown();
            removeHook(hook);
            out.flush();
            err.flush();
            return executed && written ? 0 : Restauro.FAILED;
        } finally {
            ended.countDown();
        }
    }

    private boolean writeViews(WorkflowViews shown, Console console, PrintWriter out)
            throws WorkflowException {
        WorkflowViews.Result result = shown.write(console, () -> cancelled);
        for (WorkflowViews.Written page : result.pages()) {
            out.printf(
                    Locale.ROOT,
                    "View of %s: %s (%.1f MB)%n",
                    page.node(),
                    page.file(),
                    page.bytes() / 1e6);
        }
        out.println(
                result.index() == null
                        ? "No view was written: no executed node has one that works."
                        : "All views: " + result.index());
        return result.complete();
    }

    private void stop(WorkflowRun run, CountDownLatch ended) {
        cancelled = true;
        run.cancel();
        try {
            ended.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // Ctrl-C came just now: the hook runs and finds everything ended
        }
    }

    /** Prints what happens: progress on the output, warnings and errors on the error output. */
    private static final class Console implements RunListener {
        private final PrintWriter out;
        private final PrintWriter err;

        Console(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        private void print(String format, Object... arguments) {
            out.println(String.format(Locale.ROOT, format, arguments));
            out.flush();
        }

        @Override
        public void started(String node, int number, int count) {
            print("[%d/%d] %s", number, count, node);
        }

        @Override
        public void progress(String node, int number, int count, double progress, String message) {
            print(
                    "[%d/%d] %s %d %% %s",
                    number,
                    count,
                    node,
                    Math.round(100 * progress),
                    message == null ? "" : message);
        }

        @Override
        public void executed(String node, int number, int count, double seconds, String summary) {
            print("[%d/%d] %s done in %.1f s. %s", number, count, node, seconds, summary);
        }

        @Override
        public void warning(String node, String message) {
            err.println("WARNING " + node + ": " + message);
            err.flush();
        }

        @Override
        public void failed(String node, String message) {
            err.println("ERROR " + node + ": " + message);
            err.flush();
        }
    }
}
