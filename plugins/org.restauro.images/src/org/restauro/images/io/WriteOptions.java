// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

/**
 * How images are written.
 *
 * @param format the file format, or null to take it from the file name's ending
 * @param quality JPEG quality, 1 (smallest) to 100 (best); colour is never subsampled
 * @param compression deflate level of PNG and TIFF, 0 (none) to 9 (smallest)
 * @param existing what happens if the file is there already
 */
public record WriteOptions(ImageFormat format, int quality, int compression, Existing existing) {

    /** What happens if the file to be written is there already. */
    public enum Existing {
        /** An error: the default, so that an input is never lost by mistake. */
        FAIL,
        /** The new file takes its place, in one step. */
        REPLACE,
        /** The old file stays and nothing is written. */
        SKIP
    }

    private static final int USUAL_QUALITY = 95;
    private static final int FAST_DEFLATE = 1;

    public WriteOptions {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException(
                    "JPEG quality lies between 1 and 100, not at " + quality + ".");
        }
        if (compression < 0 || compression > 9) {
            throw new IllegalArgumentException(
                    "The compression level lies between 0 and 9, not at " + compression + ".");
        }
        if (format != null && !format.isWritable()) {
            throw new IllegalArgumentException(
                    format + " files cannot be written; choose PNG, JPEG or TIFF.");
        }
        if (existing == null) {
            throw new IllegalArgumentException("Say what happens to existing files.");
        }
    }

    /** Format by file name, quality 95, fast compression, existing files are an error. */
    public static WriteOptions defaults() {
        return new WriteOptions(null, USUAL_QUALITY, FAST_DEFLATE, Existing.FAIL);
    }

    public WriteOptions withFormat(ImageFormat value) {
        return new WriteOptions(value, quality, compression, existing);
    }

    public WriteOptions withQuality(int value) {
        return new WriteOptions(format, value, compression, existing);
    }

    public WriteOptions withCompression(int level) {
        return new WriteOptions(format, quality, level, existing);
    }

    public WriteOptions withExisting(Existing policy) {
        return new WriteOptions(format, quality, compression, policy);
    }
}
