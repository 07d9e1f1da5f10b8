// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.WriteOptions;
import org.restauro.images.io.WriteOptions.Existing;
import org.restauro.models.gan.synthesis.PictureTable;
import org.restauro.models.gan.synthesis.SynthesisPlan;

/** Writes synthesised pictures: one by one, as one sheet, as a page, as a list. */
final class SynthesisFiles {
    private static final String GRID = "grid.png";
    private static final String PAGE = "index.html";
    private static final String LIST = "pictures.csv";
    private static final int GAP = 2;
    private static final int LARGEST_SHOWN = 256;

    private final Path folder;
    private final boolean replace;
    private final boolean single;
    private final boolean grid;
    private final Map<SynthesisPlan.Place, PixelImage> kept = new HashMap<>();

    SynthesisFiles(Path folder, boolean replace, boolean single, boolean grid) {
        this.folder = folder;
        this.replace = replace;
        this.single = single;
        this.grid = grid;
    }

    /** Fails before the work begins if it would have to fail after it. */
    void check(SynthesisPlan plan) throws IOException {
        List<String> names = new ArrayList<>(List.of(PAGE, LIST));
        if (grid) {
            names.add(GRID);
        }
        if (single) {
            plan.pictures().forEach(place -> names.add(fileName(place)));
        }
        for (String name : names) {
            if (!replace && Files.exists(folder.resolve(name))) {
                throw new FileAlreadyExistsException(
                        folder.resolve(name)
                                + " is there already; --force replaces it, another --out keeps"
                                + " it.");
            }
        }
        Files.createDirectories(folder);
    }

    private static String fileName(SynthesisPlan.Place place) {
        return place.name() + ".png";
    }

    void add(SynthesisPlan.Place place, PixelImage image) throws IOException {
        if (single) {
            write(image, fileName(place));
        }
        if (grid) {
            kept.put(place, image);
        }
    }

    private void write(PixelImage image, String name) throws IOException {
        ImageFiles.write(
                image,
                folder.resolve(name),
                WriteOptions.defaults().withExisting(replace ? Existing.REPLACE : Existing.FAIL));
    }

    void finish(SynthesisPlan plan, String heading) throws IOException {
        if (grid) {
            List<PixelImage> places = new ArrayList<>();
            plan.places().forEach(place -> places.add(kept.get(place)));
            write(PictureTable.draw(places, plan.columns(), GAP), GRID);
        }
        Files.writeString(folder.resolve(LIST), list(plan), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve(PAGE), page(plan, heading), StandardCharsets.UTF_8);
    }

    private String list(SynthesisPlan plan) {
        StringBuilder text = new StringBuilder("file,seed,space,origin\n");
        for (SynthesisPlan.Place place : plan.pictures()) {
            text.append(single ? fileName(place) : GRID).append(',');
            text.append(place.row().seed()).append(',');
            text.append(place.row().space()).append(',');
            text.append('"').append(place.origin().replace("\"", "\"\"")).append("\"\n");
        }
        return text.toString();
    }

    private String page(SynthesisPlan plan, String heading) {
        StringBuilder html = new StringBuilder();
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<title>").append(escaped(heading)).append("</title>\n<style>\n");
        html.append("body { font-family: sans-serif; margin: 1.5em; }\n");
        html.append("table { border-spacing: 6px; }\n");
        html.append("td { text-align: center; font-size: 75%; color: #555; }\n");
        html.append("img { display: block; max-width: ");
        html.append(single ? LARGEST_SHOWN + "px" : "100%").append("; margin: auto; }\n");
        html.append("</style>\n</head>\n<body>\n<h1>").append(escaped(heading));
        html.append("</h1>\n");
        if (single) {
            table(html, plan);
        } else {
            html.append("<img src=\"").append(GRID).append("\" alt=\"all pictures\">\n");
        }
        return html.append("</body>\n</html>\n").toString();
    }

    private static void table(StringBuilder html, SynthesisPlan plan) {
        html.append("<table>\n");
        for (int i = 0; i < plan.places().size(); i++) {
            SynthesisPlan.Place place = plan.places().get(i);
            html.append(i % plan.columns() == 0 ? "<tr>" : "").append("<td>");
            if (!place.isEmpty()) {
                String origin = escaped(place.origin());
                html.append("<img src=\"").append(escaped(fileName(place)));
                html.append("\" alt=\"").append(origin).append("\" loading=\"lazy\">");
                html.append(origin);
            }
            boolean last = (i + 1) % plan.columns() == 0 || i + 1 == plan.places().size();
            html.append("</td>").append(last ? "</tr>\n" : "");
        }
        html.append("</table>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
