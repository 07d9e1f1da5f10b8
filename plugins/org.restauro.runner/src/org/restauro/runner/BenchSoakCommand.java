// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.models.inpaint.InpaintRequest;
import org.restauro.models.inpaint.InpaintSettings;
import org.restauro.models.inpaint.Inpainter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restauro bench soak}: does memory stay flat over many forwards? */
@Command(
        name = "soak",
        description =
                "Runs many forwards and watches resident memory, the Java heap and the number of"
                    + " live tensors; fails if memory or tensors grow from the second quarter to"
                    + " the last.",
        sortOptions = false)
final class BenchSoakCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private NetworkOptions network;

    @Option(
            names = {"-n", "--forwards"},
            defaultValue = "1000",
            description = "Number of forwards (default ${DEFAULT-VALUE}).")
    private int forwards;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        SoakWatch watch = new SoakWatch(out, "forwards", forwards);
        try (Inpainter inpainter = new Inpainter(network.open(), InpaintSettings.defaults())) {
            int size = inpainter.builtSize();
            PixelImage image = BenchScene.of(size, 1).image();
            byte[] values = new byte[size * size];
            Arrays.fill(values, 0, values.length / 2, (byte) 255);
            Mask mask = Mask.of(size, size, values);
            for (int i = 1; i <= forwards; i++) {
                inpainter.restore(new InpaintRequest("soak", image, mask, i));
                watch.done(i);
            }
        }
        return watch.judge();
    }
}
