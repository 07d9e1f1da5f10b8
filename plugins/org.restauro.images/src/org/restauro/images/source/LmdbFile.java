// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.BitSet;
import org.restauro.images.ImageException;

/**
 * The pages of an LMDB file, read only: version 1 of the format as 64-bit little-endian machines
 * write it. Field names and places are those of LMDB's own description of {@code MDB_meta}, {@code
 * MDB_db}, {@code MDB_page} and {@code MDB_node}.
 *
 * <p>The file is not trusted: every number that names a place is checked before it is used, and no
 * page is visited twice. It is read by seeking, not mapped, so that it can be deleted after closing
 * on every platform and that a file cut short while it is read is an error, not a crash.
 */
final class LmdbFile implements Closeable {
    /** Sees the entries of a database, in the order of their keys. */
    interface Visitor {
        /**
         * One entry.
         *
         * @param key its key, a view that is valid during the call
         * @param position where its value begins in the file
         * @param length of the value
         * @param flags of the node
         */
        void entry(ByteBuffer key, long position, int length, int flags) throws IOException;
    }

    /** Node flag: the value is the record of a named database. */
    static final int SUB_DATABASE = 2;

    /** Node flag: the value is a page of several values of one key. */
    static final int DUPLICATES = 4;

    /**
     * Database flags: keys are numbers of the machine's word size; keys may have several values.
     */
    static final int INTEGER_KEYS = 8;

    static final int SEVERAL_VALUES = 4;

    /** Bytes of a database record ({@code MDB_db}). */
    static final int RECORD = 48;

    private static final int MAGIC = 0xBEEFC0DE;
    private static final int VERSION = 1;
    private static final int HEADER = 16;
    private static final int NODE = 8;
    private static final int BIG_DATA = 1;
    private static final int BRANCH_PAGE = 1;
    private static final int LEAF_PAGE = 2;
    private static final int OVERFLOW_PAGE = 4;
    private static final int META_PAGE = 8;
    private static final int MAX_DEPTH = 32; // LMDB's own cursor stack
    private static final int META_BYTES = HEADER + 24 + 2 * RECORD + 16;

    private final String where;
    private final RandomAccessFile file;
    private final long length;
    private final int pageSize;
    private final Database main;
    private final long lastPage;

    /** One B+tree: its flags, depth, number of entries and root page, as its record says. */
    record Database(int flags, int depth, long entries, long root) {
        static Database read(ByteBuffer in, int at) {
            return new Database(
                    in.getShort(at + 4) & 0xFFFF,
                    in.getShort(at + 6) & 0xFFFF,
                    in.getLong(at + 32),
                    in.getLong(at + 40));
        }

        boolean isEmpty() {
            return root == -1;
        }
    }

    /**
     * Opens a data file.
     *
     * @throws ImageException if it is not an LMDB file of the known format
     */
    LmdbFile(Path path) throws IOException {
        this.where = path.toString();
        this.file = new RandomAccessFile(path.toFile(), "r");
        try {
            this.length = file.length();
            ByteBuffer first = bytes(0, META_BYTES);
            checkMeta(first);
            pageSize = first.getInt(HEADER + 24);
            if (pageSize < 256 || pageSize > 1 << 16 || Integer.bitCount(pageSize) != 1) {
                throw broken("its page size is " + pageSize);
            }
            // Of the two meta pages, the one with the later transaction is the snapshot.
            ByteBuffer second = bytes(pageSize, META_BYTES);
            checkMeta(second);
            int transaction = HEADER + 24 + 2 * RECORD + 8;
            ByteBuffer meta =
                    second.getLong(transaction) > first.getLong(transaction) ? second : first;
            main = Database.read(meta, HEADER + 24 + RECORD);
            lastPage = meta.getLong(transaction - 8);
            if (lastPage < 1 || lastPage > Integer.MAX_VALUE) {
                throw broken("its last page is " + lastPage);
            }
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    private void checkMeta(ByteBuffer page) throws ImageException {
        int magic = page.getInt(HEADER);
        if (magic != MAGIC) {
            boolean other =
                    page.getInt(HEADER - 4) == MAGIC || Integer.reverseBytes(magic) == MAGIC;
            throw new ImageException(
                    where
                            + (other
                                    ? " was written by a 32-bit or big-endian machine; copy it with"
                                            + " mdb_dump there and mdb_load on a 64-bit one."
                                    : " is not an LMDB file."));
        }
        if (page.getInt(HEADER + 4) != VERSION) {
            throw new ImageException(
                    String.format(
                            "%s has version %d of the LMDB format; version %d is known.",
                            where, page.getInt(HEADER + 4), VERSION));
        }
        if ((page.getShort(10) & META_PAGE) == 0) {
            throw broken("a meta page is not marked as one");
        }
    }

    /** The database without a name. */
    Database main() {
        return main;
    }

    /** Visits all entries of a database. */
    void visit(Database database, Visitor visitor) throws IOException {
        if (!database.isEmpty()) {
            visit(database.root(), 1, new BitSet(), visitor);
        }
    }

    private void visit(long number, int depth, BitSet seen, Visitor visitor) throws IOException {
        if (depth > MAX_DEPTH) {
            throw broken("its tree is deeper than " + MAX_DEPTH + " pages");
        }
        if (number < 2 || number > lastPage) {
            throw broken("it points to page " + number + " of " + lastPage);
        }
        if (seen.get((int) number)) {
            throw broken("page " + number + " is used twice");
        }
        seen.set((int) number);
        ByteBuffer page = bytes(number * pageSize, pageSize);
        int flags = page.getShort(10) & 0xFFFF;
        boolean branch = (flags & BRANCH_PAGE) != 0;
        if (page.getLong(0) != number || branch == ((flags & LEAF_PAGE) != 0)) {
            throw broken("page " + number + " is not the page of a tree");
        }
        int used = (page.getShort(12) & 0xFFFF) - HEADER;
        if (used < 0 || used > pageSize - HEADER || used % 2 != 0) {
            throw broken("page " + number + " has " + used + " bytes of pointers");
        }
        for (int i = 0; i < used / 2; i++) {
            int at = page.getShort(HEADER + 2 * i) & 0xFFFF;
            if (at < HEADER + used || at > pageSize - NODE) {
                throw broken("an entry of page " + number + " begins at " + at);
            }
            long size = page.getInt(at) & 0xFFFFFFFFL;
            int nodeFlags = page.getShort(at + 4) & 0xFFFF;
            int keySize = page.getShort(at + 6) & 0xFFFF;
            if (at + NODE + keySize > pageSize) {
                throw broken("a key of page " + number + " has " + keySize + " bytes");
            }
            if (branch) {
                visit(size | (long) nodeFlags << 32, depth + 1, seen, visitor);
            } else {
                leaf(page, number, at, size, nodeFlags, keySize, visitor);
            }
        }
    }

    private void leaf(
            ByteBuffer page,
            long number,
            int at,
            long size,
            int flags,
            int keySize,
            Visitor visitor)
            throws IOException {
        int data = at + NODE + keySize;
        long position = number * pageSize + data;
        if (size > Integer.MAX_VALUE - 8) {
            throw broken("a value has " + size + " bytes");
        }
        if ((flags & BIG_DATA) == 0) {
            if (data + size > pageSize) {
                throw broken("a value of page " + number + " has " + size + " bytes");
            }
        } else {
            if (data + 8 > pageSize) {
                throw broken("an entry of page " + number + " is cut off");
            }
            long overflow = page.getLong(data);
            if (overflow < 2 || overflow > lastPage) {
                throw broken("a value lies on page " + overflow + " of " + lastPage);
            }
            position = overflow * pageSize + HEADER;
            if (position + size > Math.min(length, (lastPage + 1) * pageSize)) {
                throw broken("a value of " + size + " bytes ends after the end of the file");
            }
        }
        ByteBuffer key = page.slice(at + NODE, keySize).order(ByteOrder.LITTLE_ENDIAN);
        visitor.entry(key, position, (int) size, flags);
    }

    /** A value whose place {@link #visit} told, its page header checked if it has its own pages. */
    byte[] value(long position, int size) throws IOException {
        if (position % pageSize == HEADER) {
            ByteBuffer header = bytes(position - HEADER, HEADER);
            // A value inside a page of the tree never begins here: pointers and a node come first.
            if ((header.getShort(10) & OVERFLOW_PAGE) == 0
                    || header.getLong(0) != position / pageSize
                    || (header.getInt(12) & 0xFFFFFFFFL) * pageSize < (long) size + HEADER) {
                throw broken("page " + position / pageSize + " holds no value of " + size);
            }
        }
        return bytes(position, size).array();
    }

    /** Bytes of the file; unlike channels, this survives the interruption of a reading thread. */
    private ByteBuffer bytes(long position, int count) throws IOException {
        if (position < 0 || position + count > length) {
            throw broken("it ends at byte " + length + ", before byte " + (position + count));
        }
        byte[] bytes = new byte[count];
        synchronized (file) {
            file.seek(position);
            file.readFully(bytes);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    ImageException broken(String why) {
        return new ImageException(where + " is a broken or truncated LMDB file: " + why + ".");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
