// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.MissingCell;
import org.knime.core.data.StringValue;
import org.restauro.images.ImageException;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ImageInfo;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.RowProblems;
import org.restauro.views.data.Column;
import org.restauro.views.data.Role;
import org.restauro.views.data.Row;
import org.restauro.views.data.Size;

/** Collects what a view shows of one row, from one table or several. */
final class RowFacts {

    static final String REASON_ABSENT = "No row of this name.";
    static final String REASON_MISSING = "The cell is missing.";

    private final String name;
    private final List<Column> columns;
    private final int restored;
    private final Boolean[] present;
    private final String[] reasons;
    private final Map<String, Double[]> scores = new LinkedHashMap<>();
    private Size size;
    private Double holeRatio;
    private Double seconds;
    private String status;
    private boolean infinite;

    RowFacts(final String name, final List<Column> columns) {
        this.name = name;
        this.columns = columns;
        restored = (int) columns.stream().filter(c -> c.role() == Role.RESTORED).count();
        present = new Boolean[columns.size()];
        reasons = new String[columns.size()];
    }

    /** Takes what a table has; of columns that several have, the first counts. */
    void add(final PictureTable table, final DataRow row) {
        for (int i = 0; i < present.length; i++) {
            Integer index = table.pictures().get(columns.get(i).key());
            if (index != null && present[i] == null) {
                DataCell cell = row.getCell(index);
                reasons[i] = columns.get(i).role() == Role.MASK ? mask(cell) : picture(cell);
                present[i] = reasons[i] == null;
            }
        }
        for (PictureTable.Score score : table.scores()) {
            DataCell cell = row.getCell(score.column());
            Double value = TrainingLog.number(cell);
            infinite |= value == null && !cell.isMissing();
            scores.computeIfAbsent(score.metric().key(), m -> new Double[restored])[
                            score.restored()] =
                    value;
        }
        if (table.seconds() >= 0) {
            seconds = TrainingLog.number(row.getCell(table.seconds()));
        }
        if (table.status() >= 0 && row.getCell(table.status()) instanceof StringValue text) {
            status = text.getStringValue();
        }
    }

    /** Why a cell has no picture; null if it has one. */
    private String picture(final DataCell cell) {
        if (cell.isMissing()) {
            return missing(cell);
        }
        try {
            if (size == null) {
                ImageInfo info = ImageFiles.info(ImageCells.bytes(cell, "picture"), "picture");
                size = new Size(info.width(), info.height());
            }
            return null;
        } catch (ImageException | IllegalArgumentException e) {
            return RowProblems.reason(e);
        }
    }

    private String mask(final DataCell cell) {
        if (cell.isMissing()) {
            return missing(cell);
        }
        try {
            holeRatio = ImageCells.mask(cell, "mask").holeRatio();
            return null;
        } catch (ImageException e) {
            return RowProblems.reason(e);
        }
    }

    private static String missing(final DataCell cell) {
        String reason = cell instanceof MissingCell m ? m.getError() : null;
        return reason == null || reason.isBlank() ? REASON_MISSING : reason;
    }

    /** Whether a score was left out because it is infinite or no number. */
    boolean hasInfinite() {
        return infinite;
    }

    Row row() {
        for (int i = 0; i < present.length; i++) {
            if (present[i] == null) {
                present[i] = false;
                reasons[i] = REASON_ABSENT;
            }
        }
        Map<String, List<Double>> values = new LinkedHashMap<>();
        scores.forEach((key, list) -> values.put(key, Arrays.asList(list)));
        boolean complete = Arrays.stream(reasons).allMatch(Objects::isNull);
        return new Row(
                name,
                size,
                holeRatio,
                seconds,
                status,
                List.of(present),
                complete ? null : Arrays.asList(reasons),
                values.isEmpty() ? null : values);
    }
}
