// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.StringValue;
import org.restauro.models.reference.AttentionMap;
import org.restauro.models.reference.ReferenceFeatures;
import org.restauro.nodes.table.ImageCells;

/** Which references the rows of a table follow, and where the network looked in them. */
final class RowReferences {

    /** There are no references. */
    static final RowReferences NONE = new RowReferences(null, -1, false);

    static final String WITH_ONE = "It follows the reference \"%s\".";
    static final String WITH_SEVERAL = "It follows %d references.";
    static final String WITHOUT = "It follows no reference: %s.";
    static final String NO_REFERENCES = "none was encoded";
    static final String NO_NAME = "the row names none";
    static final String NOT_ENCODED = "none is called \"%s\"";
    static final String NOTHING_SOUGHT =
            "The image has no hole, so the network looked at no reference.";
    static final String WARNING = "%d of the rows have no reference. The first is row \"%s\": %s.";

    private final ReferenceFeatures all;
    private final int nameIndex;
    private final boolean watching;
    private final Map<String, int[]> byName = new LinkedHashMap<>();
    private final Attention attention = new Attention();
    private long without;
    private String firstRow = "";
    private String firstReason = "";

    /**
     * What a row follows.
     *
     * @param features null for nothing
     * @param remark for the row's status; empty if there are no references at all
     */
    record Followed(ReferenceFeatures features, String remark) {}

    /**
     * @param all the references; null if there are none
     * @param nameIndex the column that names a row's references; -1 for all references
     * @param watching whether pictures are made of where the network looks
     */
    RowReferences(final ReferenceFeatures all, final int nameIndex, final boolean watching) {
        this.all = all;
        this.nameIndex = nameIndex;
        this.watching = watching;
        if (all != null) {
            Map<String, List<Integer>> numbers = new LinkedHashMap<>();
            for (int i = 0; i < all.count(); i++) {
                numbers.computeIfAbsent(all.names().get(i), n -> new ArrayList<>()).add(i);
            }
            numbers.forEach(
                    (name, list) ->
                            byName.put(name, list.stream().mapToInt(Integer::intValue).toArray()));
        }
    }

    /** Takes note of where the network looks. */
    void take(final AttentionMap map) {
        attention.take(map);
    }

    /** Whether {@link #take} is to be called. */
    boolean isWatching() {
        return watching;
    }

    /** What a row follows; asked once for each row. */
    Followed of(final DataRow row) {
        if (all == null) {
            return new Followed(null, "");
        }
        if (all.count() == 0) {
            return nothing(row, NO_REFERENCES);
        }
        if (nameIndex < 0) {
            return following(IntStream.range(0, all.count()).toArray());
        }
        DataCell cell = row.getCell(nameIndex);
        if (cell.isMissing()) {
            return nothing(row, NO_NAME);
        }
        String name = ((StringValue) cell).getStringValue();
        int[] numbers = byName.get(name);
        return numbers == null ? nothing(row, NOT_ENCODED.formatted(name)) : following(numbers);
    }

    private Followed nothing(final DataRow row, final String reason) {
        if (without == 0) {
            firstRow = row.getKey().getString();
            firstReason = reason;
        }
        without++;
        return new Followed(null, WITHOUT.formatted(reason));
    }

    private Followed following(final int... numbers) {
        // a value of its own for each row tells the rows apart when the network looks at them
        ReferenceFeatures features = all.select(numbers);
        attention.expect(features);
        return new Followed(
                features,
                numbers.length == 1
                        ? WITH_ONE.formatted(features.names().get(0))
                        : WITH_SEVERAL.formatted(numbers.length));
    }

    /** A picture of where the network looked for a row that is restored. */
    DataCell attention(final Followed followed) {
        if (followed.features() == null) {
            return ImageCells.missing(followed.remark());
        }
        return attention
                .picture(followed.features())
                .map(ImageCells::cell)
                .orElseGet(() -> ImageCells.missing(NOTHING_SOUGHT));
    }

    /** Forgets a row that failed. */
    void forget(final Followed followed) {
        if (followed.features() != null) {
            attention.forget(followed.features());
        }
    }

    /** What the user should know; empty if every row followed a reference. */
    Optional<String> warning() {
        return without == 0
                ? Optional.empty()
                : Optional.of(WARNING.formatted(without, firstRow, firstReason));
    }
}
