// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellDataInput;
import org.knime.core.data.DataCellDataOutput;
import org.knime.core.data.DataCellSerializer;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStoreAccess;
import org.knime.core.data.filestore.FileStoreCell;
import org.knime.core.data.image.png.PNGImageValue;

/**
 * Writes and reads cells: the name of the class, its file stores if any, what its serializer
 * writes.
 */
public final class CellStreams {
    private CellStreams() {}

    /**
     * Writes a cell.
     *
     * @param cell the cell
     * @param out where to; stays open
     * @throws IOException when it cannot be written or has no serializer
     */
    public static void write(DataCell cell, OutputStream out) throws IOException {
        Out data = new Out(out);
        data.writeDataCell(cell);
        data.flush();
    }

    /**
     * Reads a cell.
     *
     * @param in where {@link #write} wrote
     * @return the cell
     * @throws IOException when it cannot be read or its class has no serializer
     */
    public static DataCell read(InputStream in) throws IOException {
        return new In(in).readDataCell();
    }

    /** About how many bytes a cell takes; 0 for those that take few. */
    static long sizeHint(DataCell cell) {
        if (cell instanceof PNGImageValue) {
            return ((PNGImageValue) cell).getImageContent().getByteArrayReference().length;
        }
        if (cell instanceof CollectionDataValue) {
            long sum = 0;
            for (DataCell element : (CollectionDataValue) cell) {
                sum += sizeHint(element);
            }
            return sum;
        }
        return cell instanceof StringValue
                ? 2L * ((StringValue) cell).getStringValue().length()
                : 0;
    }

    /** Delegates, because the JDK's own class refuses texts beyond 64 KiB. */
    private static final class Out implements DataCellDataOutput {
        private final DataOutputStream data;

        Out(OutputStream out) {
            data = new DataOutputStream(out);
        }

        void flush() throws IOException {
            data.flush();
        }

        @Override
        public void writeUTF(String text) throws IOException {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            data.writeInt(utf8.length);
            data.write(utf8);
        }

        @Override
        @SuppressWarnings("unchecked")
        public void writeDataCell(DataCell cell) throws IOException {
            writeUTF(cell.getClass().getName());
            if (cell instanceof FileStoreCell) {
                FileStoreAccess.save((FileStoreCell) cell, this);
            }
            ((DataCellSerializer<DataCell>) CellClasses.serializerOf(cell.getClass()))
                    .serialize(cell, this);
        }

        @Override
        public void write(int b) throws IOException {
            data.write(b);
        }

        @Override
        public void write(byte[] b) throws IOException {
            data.write(b);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            data.write(b, off, len);
        }

        @Override
        public void writeBoolean(boolean v) throws IOException {
            data.writeBoolean(v);
        }

        @Override
        public void writeByte(int v) throws IOException {
            data.writeByte(v);
        }

        @Override
        public void writeShort(int v) throws IOException {
            data.writeShort(v);
        }

        @Override
        public void writeChar(int v) throws IOException {
            data.writeChar(v);
        }

        @Override
        public void writeInt(int v) throws IOException {
            data.writeInt(v);
        }

        @Override
        public void writeLong(long v) throws IOException {
            data.writeLong(v);
        }

        @Override
        public void writeFloat(float v) throws IOException {
            data.writeFloat(v);
        }

        @Override
        public void writeDouble(double v) throws IOException {
            data.writeDouble(v);
        }

        @Override
        public void writeBytes(String s) throws IOException {
            data.writeBytes(s);
        }

        @Override
        public void writeChars(String s) throws IOException {
            data.writeChars(s);
        }
    }

    private static final class In implements DataCellDataInput {
        private final DataInputStream data;

        In(InputStream in) {
            data = new DataInputStream(in);
        }

        @Override
        public String readUTF() throws IOException {
            byte[] utf8 = new byte[data.readInt()];
            data.readFully(utf8);
            return new String(utf8, StandardCharsets.UTF_8);
        }

        @Override
        public String readLine() throws IOException {
            throw new IOException("Cells are stored as bytes, not as lines");
        }

        @Override
        public DataCell readDataCell() throws IOException {
            String name = readUTF();
            Class<? extends DataCell> type =
                    CellClasses.cellClass(name)
                            .orElseThrow(() -> new IOException("No cell class " + name));
            List<FileStore> stores =
                    FileStoreCell.class.isAssignableFrom(type)
                            ? FileStoreAccess.load(this, NodeStorage::find)
                            : List.of();
            DataCell cell = CellClasses.serializerOf(type).deserialize(this);
            if (cell instanceof FileStoreCell) {
                FileStoreAccess.attach((FileStoreCell) cell, stores);
            }
            return cell;
        }

        @Override
        public void readFully(byte[] b) throws IOException {
            data.readFully(b);
        }

        @Override
        public void readFully(byte[] b, int off, int len) throws IOException {
            data.readFully(b, off, len);
        }

        @Override
        public int skipBytes(int n) throws IOException {
            return data.skipBytes(n);
        }

        @Override
        public boolean readBoolean() throws IOException {
            return data.readBoolean();
        }

        @Override
        public byte readByte() throws IOException {
            return data.readByte();
        }

        @Override
        public int readUnsignedByte() throws IOException {
            return data.readUnsignedByte();
        }

        @Override
        public short readShort() throws IOException {
            return data.readShort();
        }

        @Override
        public int readUnsignedShort() throws IOException {
            return data.readUnsignedShort();
        }

        @Override
        public char readChar() throws IOException {
            return data.readChar();
        }

        @Override
        public int readInt() throws IOException {
            return data.readInt();
        }

        @Override
        public long readLong() throws IOException {
            return data.readLong();
        }

        @Override
        public float readFloat() throws IOException {
            return data.readFloat();
        }

        @Override
        public double readDouble() throws IOException {
            return data.readDouble();
        }
    }
}
