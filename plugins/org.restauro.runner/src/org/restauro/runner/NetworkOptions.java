// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import org.restauro.models.inpaint.InpaintingNetwork;
import picocli.CommandLine.Option;

/** The options that say which network computes, and where and how it does. */
final class NetworkOptions extends ComputeOptions {
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

    /** Opens the network; the caller closes it. */
    InpaintingNetwork open() throws IOException {
        return Networks.open(model, policy(precision));
    }
}
