// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.Truncation;

/**
 * Pictures that belong together, and how they stand in a table: a series of seeds, a path between
 * latents, a table of mixed styles.
 *
 * @param places row by row; all but those without a row are rendered
 * @param columns of the table
 */
public record SynthesisPlan(List<Place> places, int columns) {
    /**
     * A place in the table.
     *
     * @param name short, unique, good for a file
     * @param row what is rendered; null for an empty place
     * @param origin for people: which seeds, codes and classes
     */
    public record Place(String name, SynthesisRow row, String origin) {
        /** Whether nothing stands here. */
        public boolean isEmpty() {
            return row == null;
        }
    }

    /** Checks the number of columns. */
    public SynthesisPlan {
        places = List.copyOf(places);
        if (places.isEmpty() || columns < 1) {
            throw new IllegalArgumentException(
                    places.size()
                            + " pictures in "
                            + columns
                            + " columns: 1 or more of both would be right.");
        }
    }

    /** The places that are rendered. */
    public List<Place> pictures() {
        return places.stream().filter(place -> !place.isEmpty()).toList();
    }

    /**
     * Seeds, each of them in each class.
     *
     * @param classes empty for a model without classes
     */
    public static SynthesisPlan series(
            GeneratorConfig config, List<Long> seeds, List<Integer> classes) {
        List<Place> places = new ArrayList<>();
        for (long seed : seeds) {
            String name = String.format(Locale.ROOT, "seed%04d", seed);
            SynthesisRow row = SynthesisRow.ofSeed(seed);
            if (classes.isEmpty()) {
                places.add(new Place(name, row, "seed " + seed));
            }
            for (int index : classes) {
                places.add(
                        new Place(
                                classes.size() == 1 ? name : name + "-class" + index,
                                row.withLabel(ClassLabels.oneHot(config, index)),
                                "seed " + seed + ", class " + index));
            }
        }
        boolean table = classes.size() > 1;
        return new SynthesisPlan(places, table ? classes.size() : columnsFor(places.size()));
    }

    /**
     * A row in a class.
     *
     * @param classes one class, or none
     */
    public static SynthesisRow inClass(
            GeneratorConfig config, SynthesisRow row, List<Integer> classes) {
        return classes.isEmpty() ? row : row.withLabel(ClassLabels.oneHot(config, classes.get(0)));
    }

    /** Columns of a table that is about as wide as high, rather wider. */
    public static int columnsFor(int pictures) {
        return Math.max(1, (int) Math.ceil(Math.sqrt(pictures)));
    }

    /**
     * The path through places, from one to the next.
     *
     * @param steps pictures from one place to the next, of which the first is the place itself
     * @param space {@code Z}: along the sphere that latents lie on; {@code W}: along straight lines
     *     between styles
     * @param truncation of the styles at the places; of {@code Z} the renderer's settings hold
     * @param closed whether it leads back to the first place; else it ends with the last
     * @throws IllegalArgumentException if there are fewer than two places, or no such path
     */
    public static SynthesisPlan path(
            ImageSynthesizer synthesizer,
            List<Place> through,
            int steps,
            LatentSpace space,
            Truncation truncation,
            boolean closed) {
        if (through.size() < 2 || steps < 1) {
            throw new IllegalArgumentException(
                    "A path through "
                            + through.size()
                            + " places in steps of "
                            + steps
                            + " cannot be drawn; 2 places or more, in 1 step or more, can.");
        }
        LatentPath path = new LatentPath(synthesizer, space, truncation);
        int pairs = closed ? through.size() : through.size() - 1;
        int pictures = pairs * steps + (closed ? 0 : 1);
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < pictures; i++) {
            Place from = through.get(i / steps);
            Place to = through.get((i / steps + 1) % through.size());
            double t = (double) (i % steps) / steps;
            boolean last = i == pairs * steps;
            String name = String.format(Locale.ROOT, "step%04d", i);
            String between = from.origin() + " to " + to.origin();
            String origin = between + ", step " + i % steps + " of " + steps;
            SynthesisRow row = path.at(from.row(), last ? from.row() : to.row(), t).get(0);
            places.add(new Place(name, row, last || t == 0 ? from.origin() : origin));
        }
        return new SynthesisPlan(places, pairs == 1 ? pictures : steps);
    }

    /**
     * A table of mixed styles: each place has the style of its row, but in some layers that of its
     * column. The originals stand in front of the rows and above the columns.
     *
     * @param layers which come from the column; those that the model lacks do not count
     * @param truncation of the styles of both
     * @throws IllegalArgumentException if the family has no styles or no layer is left
     */
    public static SynthesisPlan mixing(
            ImageSynthesizer synthesizer,
            List<Place> rows,
            List<Place> columns,
            IndexList layers,
            Truncation truncation) {
        int count = synthesizer.config().layers();
        if (IntStream.range(0, count).noneMatch(layers::contains)) {
            throw new IllegalArgumentException(
                    "The layers "
                            + layers
                            + " are to be mixed, but the model has only the layers 0 to "
                            + (count - 1)
                            + ".");
        }
        List<float[]> above =
                columns.stream().map(c -> synthesizer.styles(c.row(), truncation)).toList();
        List<Place> places = new ArrayList<>();
        places.add(new Place("", null, ""));
        for (int j = 0; j < columns.size(); j++) {
            places.add(original("column-", columns.get(j), above.get(j)));
        }
        for (Place row : rows) {
            float[] style = synthesizer.styles(row.row(), truncation);
            places.add(original("row-", row, style));
            for (int j = 0; j < columns.size(); j++) {
                Place column = columns.get(j);
                places.add(
                        new Place(
                                row.name() + "-" + column.name(),
                                styled(row.row(), mixed(style, above.get(j), layers, count)),
                                row.origin() + ", layers " + layers + " of " + column.origin()));
            }
        }
        return new SynthesisPlan(places, columns.size() + 1);
    }

    private static Place original(String prefix, Place place, float[] style) {
        return new Place(prefix + place.name(), styled(place.row(), style), place.origin());
    }

    private static SynthesisRow styled(SynthesisRow row, float[] style) {
        return new SynthesisRow(row.seed(), style, LatentSpace.WP, row.label());
    }

    private static float[] mixed(float[] row, float[] column, IndexList layers, int count) {
        float[] mixed = row.clone();
        int w = row.length / count;
        for (int layer = 0; layer < count; layer++) {
            if (layers.contains(layer)) {
                System.arraycopy(column, layer * w, mixed, layer * w, w);
            }
        }
        return mixed;
    }
}
