// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.def;

import java.io.IOException;
import org.knime.core.data.BooleanValue;
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
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.NominalValue;

/** True or false; there are only these two cells. */
public final class BooleanCell extends DataCell
        implements BooleanValue,
                IntValue,
                LongValue,
                DoubleValue,
                ComplexNumberValue,
                FuzzyNumberValue,
                FuzzyIntervalValue,
                BoundedValue,
                NominalValue {
    /** The type of these cells. */
    public static final DataType TYPE = DataType.getType(BooleanCell.class);

    /** True. */
    public static final BooleanCell TRUE = new BooleanCell(true);

    /** False. */
    public static final BooleanCell FALSE = new BooleanCell(false);

    private static final long serialVersionUID = 1L;

    private final boolean flag;
    private final int value;

    private BooleanCell(boolean flag) {
        this.flag = flag;
        this.value = flag ? 1 : 0;
    }

    public static final BooleanCell get(boolean flag) {
        return flag ? TRUE : FALSE;
    }

    public static final DataCellSerializer<BooleanCell> getCellSerializer() {
        return new BooleanCellSerializer();
    }

    @Override
    public boolean getBooleanValue() {
        return flag;
    }

    @Override
    public int getIntValue() {
        return value;
    }

    @Override
    public long getLongValue() {
        return value;
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
        return ((BooleanCell) other).flag == flag;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(flag);
    }

    @Override
    public String toString() {
        return Boolean.toString(flag);
    }

    /** Stores the truth. */
    static final class BooleanCellSerializer implements DataCellSerializer<BooleanCell> {
        @Override
        public void serialize(BooleanCell cell, DataCellDataOutput out) throws IOException {
            out.writeBoolean(cell.flag);
        }

        @Override
        public BooleanCell deserialize(DataCellDataInput in) throws IOException {
            return get(in.readBoolean());
        }
    }
}
