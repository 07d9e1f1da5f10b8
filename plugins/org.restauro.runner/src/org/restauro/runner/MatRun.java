// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ImageFormat;
import org.restauro.models.inpaint.BatchRestorer;
import org.restauro.models.inpaint.BatchRestorer.Status;
import org.restauro.models.inpaint.InpaintRequest;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.inpaint.MatProcedure;

/**
 * Runs MAT's own procedure over two folders. All images draw from one stream, so none is skipped
 * and nothing overlaps.
 */
final class MatRun {
    private MatRun() {}

    /** Images and masks by position. */
    static List<ImagePairs.Pair> pairs(Path images, Path masks) throws IOException {
        List<Path> imageFiles = MatProcedure.files(images);
        List<Path> maskFiles = MatProcedure.files(masks);
        if (imageFiles.isEmpty() || imageFiles.size() != maskFiles.size()) {
            throw new IOException(
                    String.format(
                            "MAT's own procedure needs as many masks as images (.png and .jpg), at"
                                    + " least one; there are %d images and %d masks.",
                            imageFiles.size(), maskFiles.size()));
        }
        List<ImagePairs.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < imageFiles.size(); i++) {
            pairs.add(new ImagePairs.Pair(imageFiles.get(i), maskFiles.get(i)));
        }
        return pairs;
    }

    static void run(
            InpaintingNetwork network,
            float psi,
            List<FileItem> items,
            Consumer<BatchRestorer.Outcome> outcomes) {
        MatProcedure procedure = new MatProcedure(network, psi);
        for (FileItem item : items) {
            outcomes.accept(one(procedure, item));
        }
    }

    private static BatchRestorer.Outcome one(MatProcedure procedure, FileItem item) {
        InpaintRequest request;
        try {
            request = item.decode();
        } catch (IOException e) {
            procedure.skip();
            return new BatchRestorer.Outcome(item.name(), Status.FAILED, e.getMessage(), null);
        }
        try {
            ImageFiles.write(
                    procedure.next(request.image(), request.mask()),
                    item.outputs().get(0),
                    item.writing().withFormat(ImageFormat.PNG));
            return new BatchRestorer.Outcome(
                    item.name(), Status.RESTORED, "MAT's own procedure.", null);
        } catch (IOException | IllegalArgumentException e) {
            return new BatchRestorer.Outcome(item.name(), Status.FAILED, e.getMessage(), null);
        }
    }
}
