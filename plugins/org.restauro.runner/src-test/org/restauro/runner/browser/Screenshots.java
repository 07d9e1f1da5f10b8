// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.browser;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Holds screenshots against stored ones. Machines differ in fonts, their hinting and antialiasing,
 * and so do versions of the browser: text may be a few pixels longer and its edges greyer. So the
 * luminance of cells of {@value #CELL} x {@value #CELL} pixels is compared, in which a line of text
 * is an even grey, and few cells may differ much: another font family differs by 1 of 255 in the
 * mean and in 0.2 % of the cells. A panel that is missing, empty, elsewhere or of another colour
 * changes far more cells than another font does.
 *
 * <p>With {@code -Dsnapshot.update=FOLDER} the pictures are written below that test source folder
 * instead.
 */
final class Screenshots {
    private static final int CELL = 16;

    /** Stored pictures are that much smaller: enough to look at, small to keep. */
    private static final int STORED = 4;

    /** A cell differs where its luminance, 0 to 255, is off by more than this. */
    private static final int DIFFERENT = 48;

    /** The largest share of cells that may differ. */
    private static final double MOST_CELLS = 0.015;

    /** The largest mean difference, of luminances 0 to 255. */
    private static final double MOST_MEAN = 3;

    private Screenshots() {}

    static void check(BufferedImage shot, String name) throws IOException {
        BufferedImage small = scaled(shot, STORED, BufferedImage.TYPE_BYTE_GRAY);
        String update = System.getProperty("snapshot.update");
        if (update != null) {
            Path folder =
                    Path.of(update).resolve(Screenshots.class.getPackageName().replace('.', '/'));
            Files.createDirectories(folder);
            ImageIO.write(small, "png", folder.resolve(name + ".png").toFile());
            return;
        }
        BufferedImage stored;
        try (InputStream in = Screenshots.class.getResourceAsStream(name + ".png")) {
            if (in == null) {
                throw new AssertionError(
                        "no stored screenshot "
                                + name
                                + ".png; -Dsnapshot.update=FOLDER writes it");
            }
            stored = ImageIO.read(in);
        }
        if (stored.getWidth() != small.getWidth() || stored.getHeight() != small.getHeight()) {
            throw new AssertionError(
                    name + ": the screenshot has another size than the stored one");
        }
        compare(small, stored, name);
    }

    private static void compare(BufferedImage now, BufferedImage before, String name)
            throws IOException {
        BufferedImage a = scaled(now, CELL / STORED, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage b = scaled(before, CELL / STORED, BufferedImage.TYPE_BYTE_GRAY);
        int cells = a.getWidth() * a.getHeight();
        long sum = 0;
        int different = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                int d =
                        Math.abs(
                                a.getRaster().getSample(x, y, 0)
                                        - b.getRaster().getSample(x, y, 0));
                sum += d;
                different += d > DIFFERENT ? 1 : 0;
            }
        }
        double mean = (double) sum / cells;
        double share = (double) different / cells;
        String found =
                String.format(
                        Locale.ROOT,
                        "screenshot %s: mean difference %.2f of 255, %.2f %% of the cells differ",
                        name,
                        mean,
                        100 * share);
        System.out.println(found);
        if (mean > MOST_MEAN || share > MOST_CELLS) {
            Path kept = Files.createTempFile(name + "-", ".png");
            ImageIO.write(now, "png", kept.toFile());
            throw new AssertionError(found + "; it is kept as " + kept);
        }
    }

    /** Each new pixel is the mean of those it covers; what is left over at the edges is cut. */
    private static BufferedImage scaled(BufferedImage image, int by, int type) {
        BufferedImage small =
                new BufferedImage(image.getWidth() / by, image.getHeight() / by, type);
        int cut = small.getWidth() * by;
        int low = small.getHeight() * by;
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        // halving with bilinear interpolation takes the mean of four
        BufferedImage step = image.getSubimage(0, 0, cut, low);
        while (step.getWidth() > small.getWidth() * 2) {
            BufferedImage half =
                    new BufferedImage(
                            step.getWidth() / 2, step.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
            Graphics2D halving = half.createGraphics();
            halving.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            halving.drawImage(step, 0, 0, half.getWidth(), half.getHeight(), null);
            halving.dispose();
            step = half;
        }
        graphics.drawImage(step, 0, 0, small.getWidth(), small.getHeight(), null);
        graphics.dispose();
        return small;
    }
}
