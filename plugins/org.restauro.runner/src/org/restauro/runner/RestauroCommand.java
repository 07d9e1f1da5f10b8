// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command: lists the subcommands and holds what they share. */
@Command(
        name = "restauro",
        description = "Restores damaged images with deep networks, without Python.",
        versionProvider = RestauroCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = "%n'restauro COMMAND --help' explains a command.",
        subcommands = {
            InpaintCommand.class,
            RunCommand.class,
            ViewCommand.class,
            TrainCommand.class,
            FinetuneCommand.class,
            SynthesizeCommand.class,
            InvertCommand.class,
            MasksCommand.class,
            MuralsCommand.class,
            ScoreCommand.class,
            InspectCommand.class,
            ConvertCommand.class,
            CatalogCommand.class,
            BenchCommand.class,
        })
final class RestauroCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    private boolean version;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Shows where an error came from.")
    private boolean debug;

    boolean debug() {
        return debug;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Restauro.WRONG_USAGE;
    }

    /** Reads the version from a file beside this class, so that no manifest is needed. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Properties properties = new Properties();
            try (InputStream in = RestauroCommand.class.getResourceAsStream("version.properties")) {
                if (in == null) {
                    throw new CommandLine.InitializationException(
                            "The file version.properties is missing beside RestauroCommand.class.");
                }
                properties.load(in);
            }
            return new String[] {
                "restauro "
                        + properties.getProperty("version")
                        + " (Java "
                        + Runtime.version().feature()
                        + ")"
            };
        }
    }
}
