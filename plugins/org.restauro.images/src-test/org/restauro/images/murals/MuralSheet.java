// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.WriteOptions;
import org.restauro.images.io.WriteOptions.Existing;

/**
 * Writes a contact sheet of murals and says how long one takes, in processor time of one thread.
 *
 * <p>Arguments: {@code OUT.png SIZE COLUMNS ROWS SEED pristine|medallions|sisters|states}. Of
 * sisters each row shows a mural and its variants; of states each row shows a mural pristine, aged
 * and damaged.
 */
final class MuralSheet {
    private static final int GAP = 6;
    private static final double AGEING = 0.75;

    private MuralSheet() {}

    public static void main(String[] args) throws Exception {
        int side = Integer.parseInt(args[1]);
        boolean states = args[5].equals("states");
        boolean sisters = args[5].equals("sisters");
        int columns = states ? 3 : Integer.parseInt(args[2]);
        int rows = Integer.parseInt(args[3]);
        long seed = Long.parseLong(args[4]);
        MuralOptions options =
                MuralOptions.square(side)
                        .withSubject(
                                args[5].equals("medallions")
                                        ? MuralSubject.MEDALLIONS
                                        : MuralSubject.WALLS);
        MuralGenerator generator =
                new MuralGenerator(states ? options.withAgeing(AGEING) : options.withDamage());
        int step = side + GAP;
        int width = columns * step + GAP;
        byte[] sheet = new byte[3 * width * (rows * step + GAP)];
        Arrays.fill(sheet, (byte) 255);
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int row = 0; row < rows; row++) {
            Mural mural = null;
            for (int column = 0; column < columns; column++) {
                if (sisters) {
                    mural = generator.generate(seed + row, column);
                } else if (!states || column == 0) {
                    mural = generator.generate(states ? seed + row : seed + row * columns + column);
                }
                PixelImage image =
                        !states || column == 0
                                ? mural.pristine()
                                : column == 1 ? mural.aged() : mural.damaged();
                for (int y = 0; y < side; y++) {
                    int at = 3 * ((GAP + row * step + y) * width + GAP + column * step);
                    System.arraycopy(image.bytes8(), 3 * y * side, sheet, at, 3 * side);
                }
            }
        }
        long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        int murals = states ? rows : rows * columns;
        System.out.printf(
                Locale.ROOT, "%.2f ms a mural of %d x %d%n", spent / 1e6 / murals, side, side);
        PixelImage image = PixelImage.of8(width, rows * step + GAP, 3, sheet);
        ImageFiles.write(
                image, Path.of(args[0]), WriteOptions.defaults().withExisting(Existing.REPLACE));
    }
}
