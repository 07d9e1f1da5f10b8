// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.util.StringJoiner;
import org.restauro.engine.ComputePolicy;
import org.restauro.models.inpaint.InpaintingNetwork;
import picocli.CommandLine.Option;

/** The options that say which network computes, and where and how it does. */
final class NetworkOptions {
    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "MODEL",
            description = {
                "Model file: our own format, MAT's .pkl, .pth or .safetensors; or formula:mat-512,"
                        + " formula:mat-256, formula:mat-64 for an untrained network filled by a"
                        + " formula."
            })
    String model;

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

    private static void add(StringJoiner text, String part) {
        if (part != null) {
            text.add(part);
        }
    }

    /** Opens the network; the caller closes it. */
    InpaintingNetwork open() throws IOException {
        return Networks.open(model, policy(precision));
    }
}
