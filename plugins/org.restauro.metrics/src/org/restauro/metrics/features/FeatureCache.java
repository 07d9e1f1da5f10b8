// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * Feature vectors on disk, found again by the network and the picture's content, whatever the file
 * is called.
 *
 * <p>Several threads and processes may use one folder: a vector is written under a name of its own
 * and moved into place whole. A file that was cut off or changed is told by its check sum, counts
 * as absent, and is replaced. The folder may be deleted at any time.
 */
public final class FeatureCache {
    /** "RFV1". */
    private static final int MAGIC = 0x52465631;

    private static final int HEADER = 3 * Integer.BYTES;

    private final Path folder;

    /**
     * @param folder made when the first vector is written
     */
    public FeatureCache(Path folder) {
        this.folder = folder;
    }

    /** The vector of a picture, if it is there and whole. */
    public Optional<float[]> get(FeatureNetwork network, String contentHash) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file(network, contentHash));
        } catch (IOException e) {
            return Optional.empty(); // absent, or not to be read: it will be computed
        }
        int d = network.dimension();
        if (bytes.length != HEADER + d * Float.BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt() != MAGIC || buffer.getInt() != d || buffer.getInt() != check(bytes)) {
            return Optional.empty();
        }
        float[] values = new float[d];
        buffer.asFloatBuffer().get(values);
        return Optional.of(values);
    }

    /** Keeps the vector of a picture. */
    public void put(FeatureNetwork network, String contentHash, float[] vector) throws IOException {
        Path target = file(network, contentHash);
        byte[] bytes = new byte[HEADER + vector.length * Float.BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(HEADER);
        buffer.asFloatBuffer().put(vector);
        buffer.putInt(0, MAGIC).putInt(4, vector.length).putInt(8, check(bytes));
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID());
        try {
            // not synced: what a power cut leaves half is told by its check sum
            Files.write(part, bytes);
            move(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void move(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static int check(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, HEADER, bytes.length - HEADER);
        return (int) crc.getValue();
    }

    private Path file(FeatureNetwork network, String contentHash) {
        String key = hash(network.id() + "/" + contentHash);
        return folder.resolve(key.substring(0, 2)).resolve(key.substring(2) + ".features");
    }

    private static String hash(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
