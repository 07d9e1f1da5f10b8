// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decides how an image is cut and scaled, from its size and its holes alone. */
final class Planner {
    /** Cells of the hole field along one built side. */
    static final int CELLS_A_SIDE = 32;

    // Known surroundings on each side of a group of holes, as a part of the built size: 32 pixels
    // for 512. Lone holes get more, since they lie in the middle of their window.
    private static final int CONTEXT_PART = 16;
    // A hole too large for a window gets surroundings of this part of its own size.
    private static final int LARGE_CONTEXT_PART = 4;
    // Up to this factor a large hole is painted small and scaled up: one forward, one structure.
    private static final int MOST_SHRINKING = 2;
    // A tile that knows less than this part of its pixels cannot see the structure around it.
    // MAT's large training masks leave about half of the picture (spec: hole generators).
    private static final double LEAST_KNOWN = 0.4;

    private final int built;
    private final InpaintSettings settings;
    private final HoleField field;
    private final Box bounds;

    private Planner(int built, InpaintSettings settings, HoleField field) {
        this.built = built;
        this.settings = settings;
        this.field = field;
        this.bounds = field.bounds();
    }

    /** The side of the cells in which holes are counted, for a network of that built size. */
    static int cellFor(int built) {
        return Math.max(4, built / CELLS_A_SIDE);
    }

    /**
     * The plan for one image.
     *
     * @throws IllegalArgumentException if the image is too large for {@link Policy#WHOLE}
     */
    static Plan plan(HoleField field, int built, InpaintSettings settings) {
        return new Planner(built, settings, field).plan();
    }

    private Plan plan() {
        return switch (settings.policy()) {
            case WHOLE -> whole("as asked for");
            case RESIZE -> resize("as asked for");
            case CROP -> crop("as asked for");
            case TILES -> tiles("as asked for");
            case AUTO -> auto();
        };
    }

    private Plan auto() {
        int longer = Math.max(bounds.width(), bounds.height());
        if (longer * 2 <= built) {
            return resize("because it is less than half as large as the network's " + sides(built));
        }
        if (longer <= built) {
            return whole("because it fits the network's " + sides(built));
        }
        String why =
                String.format(
                        Locale.ROOT,
                        "because the image is larger than the network's %s and %s of it is"
                                + " missing",
                        sides(built),
                        percent((double) field.painted() / bounds.area()));
        Plan crop = crop(why);
        Plan tiles = tiles(why);
        return crop.forwards() <= tiles.forwards() ? crop : tiles;
    }

    private Plan whole(String why) {
        int width = ceil(bounds.width());
        int height = ceil(bounds.height());
        long pixels = (long) width * height;
        if (pixels > Math.max(settings.maxWholePixels(), (long) built * built)) {
            throw new IllegalArgumentException(
                    String.format(
                            "An image of %d x %d pixels is too large to go through the network"
                                    + " whole (%d pixels after padding, limit %d); choose the"
                                    + " policy crop or tiles, or raise the limit.",
                            bounds.width(), bounds.height(), pixels, settings.maxWholePixels()));
        }
        Box window = bounds.around(width, height, bounds);
        String padding =
                window.equals(bounds)
                        ? ""
                        : ", mirrored at its borders to " + width + " x " + height;
        return new Plan(
                Policy.WHOLE,
                "The whole image in one piece" + padding + ", " + why + ".",
                List.of(new Region(Region.Kind.DIRECT, bounds, window, List.of())));
    }

    private Plan resize(String why) {
        int longer = Math.max(bounds.width(), bounds.height());
        Box window = bounds.around(longer, longer, bounds);
        return new Plan(
                Policy.RESIZE,
                String.format(
                        Locale.ROOT,
                        "The image scaled by %.2f to %s pixels and back, %s.",
                        (double) built / longer,
                        sides(built),
                        why),
                List.of(new Region(Region.Kind.SCALED, bounds, window, List.of())));
    }

    private Plan crop(String why) {
        int scaled = 0;
        int tiled = 0;
        boolean guided = false;
        HoleGroups groups = new HoleGroups(field);
        List<Region> windows = groups.packed(this::fits).stream().map(this::regionOf).toList();
        List<Region> regions =
                settings.mosaics() ? Mosaics.laid(windows, groups, field, built) : windows;
        int shared = 0;
        for (Region region : regions) {
            shared += region.kind() == Region.Kind.MOSAIC ? 1 : 0;
            scaled += region.kind() == Region.Kind.SCALED ? 1 : 0;
            tiled += region.tiles().size();
            guided |= region.kind() == Region.Kind.GUIDED;
        }
        StringBuilder what = new StringBuilder(count(regions.size(), "window"));
        what.append(" around the holes");
        if (shared > 0) {
            what.append(", ").append(shared);
            what.append(" of them with the surroundings of up to four small holes each");
        }
        if (scaled > 0) {
            what.append(", ").append(scaled).append(" of them scaled down");
        }
        if (tiled > 0) {
            what.append(", large ones cut into ").append(count(tiled, "tile"));
        }
        if (guided) {
            what.append(" after a small version of the whole");
        }
        return new Plan(Policy.CROP, what + ", " + why + ".", regions);
    }

    private Plan tiles(String why) {
        Region region = tiled(bounds, bounds);
        String first =
                region.kind() == Region.Kind.GUIDED
                        ? " after a small version of the whole, for its holes are large"
                        : "";
        return new Plan(
                Policy.TILES,
                "Overlapping tiles ("
                        + region.tiles().size()
                        + " with holes)"
                        + first
                        + ", "
                        + why
                        + ".",
                List.of(region));
    }

    private boolean fits(Box group) {
        Box wanted = grown(group, built / CONTEXT_PART);
        return wanted.width() <= built && wanted.height() <= built;
    }

    private Region regionOf(Box group) {
        Box window = group.around(built, built, bounds);
        if (fits(group) && field.knownRatio(window) >= LEAST_KNOWN) {
            return new Region(Region.Kind.DIRECT, group, window, List.of());
        }
        int size = Math.max(group.width(), group.height());
        Box wanted = grown(group, Math.max(built / CONTEXT_PART, size / LARGE_CONTEXT_PART));
        int side = Math.max(wanted.width(), wanted.height());
        if (side <= built) {
            return new Region(
                    Region.Kind.DIRECT, group, wanted.around(built, built, bounds), List.of());
        }
        Region tiled = tiled(group, wanted);
        if (tiled.kind() == Region.Kind.GUIDED && side <= MOST_SHRINKING * built) {
            return new Region(
                    Region.Kind.SCALED, group, wanted.around(side, side, bounds), List.of());
        }
        return tiled;
    }

    private Region tiled(Box write, Box window) {
        boolean blind = false;
        List<Box> tiles = new ArrayList<>();
        for (Box tile : new TileGrid(window, built).tiles()) {
            if (tile.intersects(write) && field.hasHole(tile.intersection(write))) {
                tiles.add(tile);
                blind |= field.knownRatio(tile) < LEAST_KNOWN;
            }
        }
        boolean guided = blind && Math.max(window.width(), window.height()) > built;
        return new Region(guided ? Region.Kind.GUIDED : Region.Kind.TILED, write, window, tiles);
    }

    private Box grown(Box box, int by) {
        return new Box(box.x() - by, box.y() - by, box.width() + 2 * by, box.height() + 2 * by)
                .intersection(bounds);
    }

    private int ceil(int length) {
        return Math.toIntExact(((long) length + built - 1) / built * built);
    }

    private static String percent(double part) {
        return part < 0.0001
                ? "less than 0.01 %"
                : String.format(Locale.ROOT, "%.2f %%", 100 * part);
    }

    private static String sides(int side) {
        return side + " x " + side;
    }

    private static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
