// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.MaskReading;
import org.restauro.images.io.WriteOptions;
import org.restauro.models.inpaint.BatchRestorer;
import org.restauro.models.inpaint.ImageHints;
import org.restauro.models.inpaint.InpaintRequest;
import org.restauro.models.inpaint.InpaintResult;

/** An image file with its mask file, what is known about it besides, and its results' files. */
record FileItem(
        ImagePairs.Pair pair,
        List<Path> outputs,
        MaskReading maskReading,
        WriteOptions writing,
        boolean resume,
        long runSeed,
        ImageHints hints)
        implements BatchRestorer.Item {

    @Override
    public String name() {
        return pair.name();
    }

    @Override
    public boolean isDone() {
        return resume && outputs.stream().allMatch(Files::isRegularFile);
    }

    @Override
    public InpaintRequest decode() throws IOException {
        if (writing.existing() == WriteOptions.Existing.FAIL) {
            // Known before the long work, not after it.
            for (Path output : outputs) {
                if (Files.exists(output)) {
                    throw new IOException(
                            output
                                    + " exists already; add --overwrite to replace it or --resume"
                                    + " to keep it.");
                }
            }
        }
        if (pair.mask() == null && maskReading.holes() != MaskReading.Holes.ALPHA) {
            throw new IOException("No mask belongs to " + pair.image() + ".");
        }
        PixelImage image = ImageFiles.read(pair.image());
        Mask mask =
                pair.mask() == null
                        ? maskReading.toMask(image, pair.name())
                        : ImageFiles.readMask(pair.mask(), maskReading);
        return new InpaintRequest(
                pair.name(), image, mask, InpaintRequest.seedFor(runSeed, pair.stem()), hints);
    }

    @Override
    public void encode(InpaintResult result) throws IOException {
        for (int i = 0; i < outputs.size(); i++) {
            ImageFiles.write(result.variants().get(i), outputs.get(i), writing);
        }
    }
}
