// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code restauro bench}: measures speed and memory. */
@Command(
        name = "bench",
        description = "Measures speed and memory.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchAllCommand.class,
            BenchInpaintCommand.class,
            BenchBatchCommand.class,
            BenchTrainCommand.class,
            BenchScoreCommand.class,
            BenchSoakCommand.class
        })
final class BenchCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Restauro.WRONG_USAGE;
    }
}
