// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.def;

import java.io.IOException;
import org.knime.core.data.BoundedValue;
import org.knime.core.data.ComplexNumberValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellDataInput;
import org.knime.core.data.DataCellDataOutput;
import org.knime.core.data.DataCellSerializer;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.FuzzyIntervalValue;
import org.knime.core.data.FuzzyNumberValue;

/** A floating-point number. */
public final class DoubleCell extends DataCell
        implements DoubleValue,
                ComplexNumberValue,
                FuzzyNumberValue,
                FuzzyIntervalValue,
                BoundedValue {
    /** The type of these cells. */
    public static final DataType TYPE = DataType.getType(DoubleCell.class);

    private static final long serialVersionUID = 1L;

    private final double value;

    public DoubleCell(double value) {
        this.value = value;
    }

    public static final DataCellSerializer<DoubleCell> getCellSerializer() {
        return new DoubleCellSerializer();
    }

    @Override
    public double getDoubleValue() {
        return value;
    }

    @Override
    public double getCore() {
        return value;
    }

    @Override
    public double getMaxSupport() {
        return value;
    }

    @Override
    public double getMinSupport() {
        return value;
    }

    @Override
    public double getMaxCore() {
        return value;
    }

    @Override
    public double getMinCore() {
        return value;
    }

    @Override
    public double getCenterOfGravity() {
        return value;
    }

    @Override
    public double getImaginaryValue() {
        return 0;
    }

    @Override
    public double getRealValue() {
        return value;
    }

    @Override
    protected boolean equalsDataCell(DataCell other) {
        return Double.compare(((DoubleCell) other).value, value) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(value);
    }

    @Override
    public String toString() {
        return Double.toString(value);
    }

    /** Stores the number. */
    static final class DoubleCellSerializer implements DataCellSerializer<DoubleCell> {
        @Override
        public void serialize(DoubleCell cell, DataCellDataOutput out) throws IOException {
            out.writeDouble(cell.value);
        }

        @Override
        public DoubleCell deserialize(DataCellDataInput in) throws IOException {
            return new DoubleCell(in.readDouble());
        }
    }
}
