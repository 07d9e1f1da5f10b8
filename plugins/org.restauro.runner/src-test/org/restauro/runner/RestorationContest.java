// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_photo;
import org.bytedeco.opencv.opencv_core.Mat;
import org.restauro.engine.ComputePolicy;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.compare.ImageScores;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ReadOptions;
import org.restauro.images.io.WriteOptions;
import org.restauro.images.mask.MaskGenerator;
import org.restauro.images.mask.MaskSpec;
import org.restauro.images.murals.Mural;
import org.restauro.images.murals.MuralGenerator;
import org.restauro.images.murals.MuralOptions;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.ImageSources;
import org.restauro.images.source.MaskSupply;
import org.restauro.models.inpaint.InpaintRequest;
import org.restauro.models.inpaint.InpaintSettings;
import org.restauro.models.inpaint.Inpainter;
import org.restauro.models.mat.MatModels;

/**
 * A model against the classic methods of OpenCV on the same damage: Telea's fast marching (2004)
 * and the Navier–Stokes diffusion of Bertalmio et al. (2001). Scores are means of those within
 * holes.
 *
 * <p>As a program: {@code MODEL PICTURE.png [FOLDER_WITH_PHOTOGRAPHS]} prints the scores of
 * held-out murals and photographs at the model's own size and at four times its side, and draws
 * some of them beside each other: damaged, Telea, Navier–Stokes, model, truth.
 */
final class RestorationContest implements AutoCloseable {
    /** Murals from this seed on were never learned from. */
    static final long HELD_OUT_SEED = 1_000_000;

    /** Neighbourhood of the classic methods in pixels, as usual. */
    private static final double RADIUS = 3;

    private static final int GAP = 4;

    /** Holes in an even area can be filled without any error; one such must not rule the mean. */
    private static final double HIGHEST_PSNR = 60;

    /** Flaked paint and scratches, as on murals. */
    static final List<MaskSpec> FLAKED = List.of(MaskSpec.flaking(), MaskSpec.scratches());

    private static final Map<String, List<MaskSpec>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("flaked and scratched", FLAKED);
        KINDS.put("strokes", List.of(MaskSpec.strokes()));
        KINDS.put("MAT's large holes", List.of(MaskSpec.matLarge()));
    }

    /** A picture and what is missing of it. */
    record Damaged(PixelImage truth, Mask mask, PixelImage image) {}

    private final Inpainter model;

    RestorationContest(Path file) throws IOException {
        model =
                new Inpainter(
                        MatModels.load(
                                file, ComputePolicy.parse("float32,channels-last,cpu,threads=1")),
                        InpaintSettings.defaults());
    }

    int builtSize() {
        return model.builtSize();
    }

    static List<Damaged> murals(int side, int count, List<MaskSpec> damage) {
        MuralOptions options = MuralOptions.square(side);
        MuralGenerator generator =
                new MuralGenerator(options.withDamage(damage.toArray(new MaskSpec[0])));
        List<Damaged> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Mural mural = generator.generate(HELD_OUT_SEED + i);
            all.add(new Damaged(mural.aged(), mural.damage(), mural.damaged()));
        }
        return all;
    }

    static List<Damaged> photographs(Path folder, int side, int count, List<MaskSpec> damage)
            throws IOException {
        ImageSource source = ImageSources.open(folder);
        MaskSupply masks =
                MaskSupply.overlaid(
                        damage.stream()
                                .map(kind -> MaskSupply.of(MaskGenerator.of(kind)))
                                .toList());
        List<Damaged> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i * source.size() / count;
            PixelImage whole = source.read(index, ReadOptions.defaults()).toRgb8();
            if (whole.width() >= side && whole.height() >= side) {
                PixelImage truth = whole.crop(0, 0, side, side);
                all.add(new Damaged(truth, masks.mask(side, HELD_OUT_SEED + i, i), truth));
            }
        }
        return all;
    }

    PixelImage restored(Damaged damaged) {
        return model.restore(new InpaintRequest("contest", damaged.image(), damaged.mask(), 1))
                .image();
    }

    /**
     * Fills holes by OpenCV.
     *
     * @param method {@code INPAINT_TELEA} or {@code INPAINT_NS}
     */
    static PixelImage classic(Damaged damaged, int method) {
        int width = damaged.truth().width();
        int height = damaged.truth().height();
        byte[] pixels = damaged.image().bytes8().clone();
        byte[] holes = new byte[width * height];
        byte[] known = damaged.mask().values();
        for (int i = 0; i < holes.length; i++) {
            holes[i] = (byte) (known[i] == 0 ? 255 : 0);
        }
        try (Mat image = new Mat(height, width, opencv_core.CV_8UC3);
                Mat mask = new Mat(height, width, opencv_core.CV_8UC1);
                Mat result = new Mat()) {
            image.data().put(pixels, 0, pixels.length);
            mask.data().put(holes, 0, holes.length);
            opencv_photo.inpaint(image, mask, result, RADIUS, method);
            byte[] filled = new byte[pixels.length];
            result.data().get(filled, 0, filled.length);
            return PixelImage.of8(width, height, 3, filled);
        }
    }

    /** All ways to fill the same holes, by name. */
    Map<String, PixelImage> fillings(Damaged damaged) {
        Map<String, PixelImage> all = new LinkedHashMap<>();
        all.put("Telea", classic(damaged, opencv_photo.INPAINT_TELEA));
        all.put("Navier-Stokes", classic(damaged, opencv_photo.INPAINT_NS));
        all.put("model", restored(damaged));
        return all;
    }

    /** Mean scores within the holes, by name. */
    Map<String, ImageScores> scores(List<Damaged> cases) throws IOException {
        Map<String, List<ImageScores>> single = new LinkedHashMap<>();
        for (Damaged damaged : cases) {
            if (damaged.mask().holeRatio() == 0) {
                continue;
            }
            for (Map.Entry<String, PixelImage> filling : fillings(damaged).entrySet()) {
                ImageScores scores =
                        ImageScores.inHoles(filling.getValue(), damaged.truth(), damaged.mask());
                single.computeIfAbsent(filling.getKey(), n -> new ArrayList<>())
                        .add(
                                new ImageScores(
                                        Math.min(HIGHEST_PSNR, scores.psnr()),
                                        scores.ssim(),
                                        scores.l1()));
            }
        }
        Map<String, ImageScores> means = new LinkedHashMap<>();
        single.forEach((name, all) -> means.put(name, ImageScores.mean(all)));
        return means;
    }

    /** A row a case: damaged, the fillings, truth. */
    PixelImage picture(List<Damaged> cases) {
        int side = cases.get(0).truth().width();
        int columns = 5;
        int width = columns * (side + GAP) - GAP;
        int height = cases.size() * (side + GAP) - GAP;
        byte[] pixels = new byte[3 * width * height];
        Arrays.fill(pixels, (byte) 255);
        for (int row = 0; row < cases.size(); row++) {
            Damaged damaged = cases.get(row);
            List<PixelImage> images = new ArrayList<>();
            images.add(blanked(damaged));
            images.addAll(fillings(damaged).values());
            images.add(damaged.truth());
            for (int column = 0; column < columns; column++) {
                byte[] from = images.get(column).toRgb8().bytes8();
                for (int y = 0; y < side; y++) {
                    int to = ((row * (side + GAP) + y) * width + column * (side + GAP)) * 3;
                    System.arraycopy(from, y * side * 3, pixels, to, side * 3);
                }
            }
        }
        return PixelImage.of8(width, height, 3, pixels);
    }

    private static PixelImage blanked(Damaged damaged) {
        byte[] pixels = damaged.image().toRgb8().bytes8().clone();
        byte[] known = damaged.mask().values();
        for (int i = 0; i < known.length; i++) {
            if (known[i] == 0) {
                Arrays.fill(pixels, 3 * i, 3 * i + 3, (byte) 255);
            }
        }
        return PixelImage.of8(damaged.truth().width(), damaged.truth().height(), 3, pixels);
    }

    @Override
    public void close() {
        model.close();
    }

    public static void main(String[] args) throws IOException {
        try (RestorationContest contest = new RestorationContest(Path.of(args[0]))) {
            int own = contest.builtSize();
            List<Damaged> shown = new ArrayList<>(murals(2 * own, 6, FLAKED));
            for (Map.Entry<String, List<MaskSpec>> kind : KINDS.entrySet()) {
                String what = kind.getKey();
                List<MaskSpec> damage = kind.getValue();
                print("murals " + own + "², " + what, contest.scores(murals(own, 200, damage)));
                print(
                        "murals " + 2 * own + "², " + what,
                        contest.scores(murals(2 * own, 60, damage)));
                if (args.length > 2) {
                    Path folder = Path.of(args[2]);
                    print(
                            "photographs " + own + "², " + what,
                            contest.scores(photographs(folder, own, 200, damage)));
                }
            }
            if (args.length > 2) {
                shown.addAll(photographs(Path.of(args[2]), 2 * own, 4, FLAKED));
            }
            ImageFiles.write(
                    contest.picture(shown),
                    Path.of(args[1]),
                    WriteOptions.defaults().withExisting(WriteOptions.Existing.REPLACE));
        }
    }

    private static void print(String what, Map<String, ImageScores> scores) {
        scores.forEach(
                (name, s) ->
                        System.out.printf(
                                Locale.ROOT,
                                "| %s | %s | %.2f dB | %.3f | %.4f |%n",
                                what,
                                name,
                                s.psnr(),
                                s.ssim(),
                                s.l1()));
    }
}
