// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.restauro.engine.ComputePolicy;
import picocli.CommandLine.Option;

/** The options that say where and how a network computes. */
class ComputeOptions {
    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, cuda or cuda:1; by default the best there is.")
    private String device;

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            description = "float32, bfloat16 or float16; by default what suits the device.")
    String precision;

    @Option(
            names = "--memory-format",
            paramLabel = "ORDER",
            description = "channels-last (default) or contiguous.")
    private String memoryFormat;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Processor threads of one operation; by default as PyTorch chooses.")
    private Integer threads;

    /** How it will be computed. */
    ComputePolicy policy(String precisionOrNull) {
        StringJoiner text = new StringJoiner(",");
        add(text, device);
        add(text, precisionOrNull);
        add(text, memoryFormat);
        add(text, threads == null ? null : "threads=" + threads);
        return text.length() == 0 ? ComputePolicy.auto() : ComputePolicy.parse(text.toString());
    }

    /** The options but precision, as arguments for another process. */
    List<String> placeArguments() {
        List<String> arguments = new ArrayList<>();
        if (device != null) {
            arguments.addAll(List.of("--device", device));
        }
        if (memoryFormat != null) {
            arguments.addAll(List.of("--memory-format", memoryFormat));
        }
        if (threads != null) {
            arguments.addAll(List.of("--threads", threads.toString()));
        }
        return arguments;
    }

    private static void add(StringJoiner text, String part) {
        if (part != null) {
            text.add(part);
        }
    }
}
