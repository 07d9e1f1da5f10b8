// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lays the surroundings of small holes that lie far apart side by side, so that one forward paints
 * up to {@link MosaicPiece#CELLS} of them.
 *
 * <p>Geometry, with B the built size: a cell is a square of B/2 in the image around one or several
 * neighbouring holes whose common box is at most B/4 wide and high. So a hole has at least B/8
 * known pixels' room on each side (the border of the image excepted), twice what a group in a
 * window of its own is granted at least, and half of a cell or more is known. Cells that follow
 * each other from left to right and back, in bands of B rows, share a mosaic: neighbours in the
 * picture, which mostly show alike things. The seams between cells run at least B/8 away from what
 * is taken.
 */
final class Mosaics {
    // Up to so many windows of an image each hole keeps one of its own, which sees farther.
    private static final int FEW_WINDOWS = 8;
    private static final int HOLE_PART = 4;
    private static final double LEAST_KNOWN = 0.5;
    // From three cells on a common window costs hardly more and shows the network more.
    private static final int MOST_CELLS_A_WINDOW = 2;

    private final HoleGroups groups;
    private final HoleField field;
    private final int built;

    private Mosaics(HoleGroups groups, HoleField field, int built) {
        this.groups = groups;
        this.field = field;
        this.built = built;
    }

    /**
     * Replaces windows by mosaics where that saves forwards.
     *
     * @param windows one region for each of the groups, disjoint in what they write
     * @return regions that write the same pixels
     */
    static List<Region> laid(List<Region> windows, HoleGroups groups, HoleField field, int built) {
        return new Mosaics(groups, field, built).laid(windows);
    }

    private List<Region> laid(List<Region> windows) {
        if (windows.size() <= FEW_WINDOWS) {
            return windows;
        }
        List<Region> regions = new ArrayList<>();
        List<Region.Cell> cells = new ArrayList<>();
        for (Region window : windows) {
            List<Region.Cell> of = cells(window);
            cells.addAll(of);
            if (of.isEmpty()) {
                regions.add(window);
            }
        }
        int replaced = windows.size() - regions.size();
        int needed = (cells.size() + MosaicPiece.CELLS - 1) / MosaicPiece.CELLS;
        if (needed >= replaced) {
            return windows;
        }
        cells.sort(Comparator.comparingInt(this::band).thenComparingInt(this::along));
        for (int from = 0; from < cells.size(); from += MosaicPiece.CELLS) {
            int to = Math.min(cells.size(), from + MosaicPiece.CELLS);
            regions.add(region(cells.subList(from, to)));
        }
        return regions;
    }

    /** The cells that a window's holes fit into; none if it stays. */
    private List<Region.Cell> cells(Region window) {
        if (window.kind() != Region.Kind.DIRECT) {
            return List.of();
        }
        List<Region.Cell> cells = new ArrayList<>();
        for (Box hole : groups.packedWithin(window.write(), this::fits)) {
            Region.Cell cell = new Region.Cell(hole, around(hole, built / MosaicPiece.ACROSS));
            if (!fits(hole)
                    || field.knownRatio(cell.window()) < LEAST_KNOWN
                    || cells.size() == MOST_CELLS_A_WINDOW) {
                return List.of();
            }
            cells.add(cell);
        }
        return cells;
    }

    private boolean fits(Box hole) {
        return Math.max(hole.width(), hole.height()) * HOLE_PART <= built;
    }

    private Box around(Box hole, int side) {
        return hole.around(side, side, field.bounds());
    }

    private int band(Region.Cell cell) {
        return cell.write().y() / built;
    }

    private int along(Region.Cell cell) {
        return band(cell) % 2 == 0 ? cell.write().x() : -cell.write().x();
    }

    private Region region(List<Region.Cell> cells) {
        if (cells.size() > 1) {
            return Region.mosaic(cells);
        }
        Box write = cells.get(0).write();
        return new Region(Region.Kind.DIRECT, write, around(write, built), List.of());
    }
}
