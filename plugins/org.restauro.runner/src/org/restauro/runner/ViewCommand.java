// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restauro view}: shows exported views in a browser. */
@Command(
        name = "view",
        description = {
            "Serves the views that 'restauro run --views' wrote, to this machine only.",
            "Ends with Ctrl-C. The files open without a server, too."
        },
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "    restauro view views --open")
final class ViewCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65535;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder with the views.")
    private Path folder;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where to serve (default: a port that is free).")
    private int port;

    @Option(names = "--open", description = "Opens the browser.")
    private boolean open;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > LAST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port must be 0 to " + LAST_PORT + ", not " + port + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (PageServer server = new PageServer(folder, port)) {
            out.println("Serving " + folder + " at " + server.address() + " (Ctrl-C ends it)");
            out.flush();
            if (open && !openBrowser(server.address())) {
                err.println("restauro: no browser could be started; open the address yourself");
                err.flush();
            }
            Thread.currentThread().join(); // until the process is told to end
        }
        return 0;
    }

    private static boolean openBrowser(String address) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> command =
                system.contains("win")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                        : List.of(system.contains("mac") ? "open" : "xdg-open", address);
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
