// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.synthesis.LatentFile;
import org.restauro.training.inversion.Inverted;

/** What was found for each image: a line of a table each, and all codes in one file. */
final class InversionReport {
    /** The table. */
    static final String TABLE = "inversion.csv";

    /** The codes; row i is that of the table's code i. */
    static final String CODES = "codes.safetensors";

    private final List<String> lines = new ArrayList<>();
    private final List<float[]> codes = new ArrayList<>();
    private LatentSpace space;
    private int failed;

    InversionReport() {
        lines.add(
                "image,reconstruction,code,space,psnr,ssim,lpips,first_loss,loss,seconds,problem");
    }

    void add(Path image, Path picture, Inverted found, double seconds) {
        space = found.space();
        List<Double> history = found.history();
        lines.add(
                String.join(
                        ",",
                        quoted(image.toString()),
                        quoted(picture.getFileName().toString()),
                        Integer.toString(codes.size()),
                        space.name().toLowerCase(Locale.ROOT),
                        number("%.3f", found.psnr()),
                        number("%.4f", found.ssim()),
                        number("%.4f", found.lpips()),
                        number("%.6f", history.isEmpty() ? Double.NaN : history.get(0)),
                        number("%.6f", found.loss()),
                        number("%.2f", seconds),
                        ""));
        codes.add(found.codes());
    }

    void addProblem(Path image, String problem) {
        failed++;
        lines.add(quoted(image.toString()) + ",,,,,,,,,," + quoted(problem));
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    int failed() {
        return failed;
    }

    int found() {
        return codes.size();
    }

    void write(Path folder, GeneratorConfig generator) throws IOException {
        String text = String.join("\n", lines) + "\n";
        Files.writeString(folder.resolve(TABLE), text, StandardCharsets.UTF_8);
        if (!codes.isEmpty()) {
            LatentFile.write(folder.resolve(CODES), generator, space, codes);
        }
    }
}
