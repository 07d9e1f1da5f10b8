// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Main class of the {@code restauro} command. */
public final class Restauro {
    /** Exit status where the work, or a part of it, failed. */
    public static final int FAILED = 1;

    /** Exit status where the command line was wrong. */
    public static final int WRONG_USAGE = 2;

    private Restauro() {}

    // Of slf4j-simple, whose level is else given by simplelogger.properties.
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    /** Runs the command and ends the process with its status. */
    public static void main(String[] args) {
        if (Arrays.asList(args).contains("--debug")) {
            System.setProperty(LOG_LEVEL, "info");
        }
        System.exit(commandLine().execute(args));
    }

    /** The configured command, for the main method and for tests. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new RestauroCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Restauro::wrongUsage);
        line.setExecutionExceptionHandler(Restauro::failed);
        return line;
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("restauro: " + oneLine(e.getMessage()));
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println(
                    "Try '" + line.getCommandSpec().qualifiedName() + " --help' for its options.");
        }
        err.flush();
        return WRONG_USAGE;
    }

    private static int failed(Exception e, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        boolean programmingError =
                e instanceof NullPointerException
                        || e instanceof IndexOutOfBoundsException
                        || e instanceof ClassCastException
                        || e.getMessage() == null;
        if (e instanceof CancellationException) {
            err.println("restauro: cancelled");
        } else if (programmingError) {
            err.println("restauro: internal error (" + e + "); --debug shows where");
        } else {
            err.println("restauro: " + oneLine(e.getMessage()));
        }
        Object root = line.getCommandSpec().root().userObject();
        if (root instanceof RestauroCommand command && command.debug()) {
            e.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
