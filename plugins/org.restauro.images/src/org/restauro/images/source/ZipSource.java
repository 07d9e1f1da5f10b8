// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.restauro.images.ImageException;

/**
 * All image files of a zip archive, sorted by their path; a {@code labels.json} at its top gives
 * their labels. The archive is read through its central directory, nothing is unpacked to disk.
 *
 * <p>An archive is not trusted: names that leave the archive are refused, an entry may not be
 * larger, unpacked, than the limit on image files, whatever its header says, and there may be at
 * most {@value #MAX_ENTRIES} entries.
 */
public final class ZipSource extends NamedSource {
    private static final int MAX_ENTRIES = 20_000_000;

    /**
     * For archives of old programs, whose names are not in UTF-8: the format's own first choice.
     */
    private static final Charset LEGACY_NAMES =
            Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;

    private final ZipFile zip;
    private final List<ZipEntry> entries;

    private ZipSource(ZipFile zip, List<String> names, List<ZipEntry> entries, Labels labels) {
        super(describe(zip.getName()), names, labels);
        this.zip = zip;
        this.entries = entries;
    }

    /**
     * Opens an archive and reads its directory; no image is read yet.
     *
     * @throws ImageException if it is no zip archive, is encrypted, or holds no image
     */
    public static ZipSource open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ImageException("There is no file " + file + ".");
        }
        Exception problem = null;
        for (Charset names : List.of(StandardCharsets.UTF_8, LEGACY_NAMES)) {
            try {
                return open(file, names);
            } catch (ImageException e) {
                throw e;
            } catch (IOException | IllegalArgumentException e) { // the latter for names
                problem = problem == null ? e : problem;
            }
        }
        throw new ImageException(
                file + " cannot be read as a zip archive: " + problem.getMessage() + ".", problem);
    }

    private static ZipSource open(Path file, Charset names) throws IOException {
        ZipFile zip = new ZipFile(file.toFile(), names);
        try {
            return index(zip);
        } catch (Throwable e) {
            zip.close();
            throw e;
        }
    }

    private static ZipSource index(ZipFile zip) throws IOException {
        String where = describe(zip.getName());
        if (zip.size() > MAX_ENTRIES) {
            throw new ImageException(
                    String.format(
                            "%s has %d entries; at most %d are read.",
                            where, zip.size(), MAX_ENTRIES));
        }
        Map<String, ZipEntry> images = new TreeMap<>(ImageNames.ORDER);
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName().replace('\\', '/');
            if (entry.isDirectory() || !ImageNames.isImage(name)) {
                continue;
            }
            if (!ImageNames.staysInside(name)) {
                throw new ImageException(
                        where
                                + ": the entry "
                                + ImageNames.shown(name)
                                + " lies outside the archive; paths must be relative, without"
                                + " \"..\".");
            }
            if (images.put(name, entry) != null) {
                throw new ImageException(
                        where + ": the entry " + ImageNames.shown(name) + " is there twice.");
            }
        }
        if (images.isEmpty()) {
            throw new ImageException("There is no image file in " + where + ".");
        }
        List<String> names = List.copyOf(images.keySet());
        Labels labels = Labels.NONE;
        for (String name : LabelFile.NAMES) {
            ZipEntry entry = zip.getEntry(name);
            if (entry != null) {
                labels = LabelFile.read(unpack(zip, entry), name + " in " + where, names);
                break;
            }
        }
        return new ZipSource(zip, names, new ArrayList<>(images.values()), labels);
    }

    private static String describe(String file) {
        return "zip archive " + file;
    }

    @Override
    public byte[] bytes(int index) throws IOException {
        return unpack(zip, entries.get(index));
    }

    private static byte[] unpack(ZipFile zip, ZipEntry entry) throws ImageException {
        String where = ImageNames.shown(entry.getName()) + " (" + describe(zip.getName()) + ")";
        FileBytes.check(entry.getSize(), where);
        try (InputStream in = zip.getInputStream(entry)) {
            // The size in the directory may be a lie: what counts is what comes out.
            int limit = (int) Math.min(FileBytes.MAX_BYTES, entry.getSize());
            byte[] bytes = in.readNBytes(limit);
            if (bytes.length < limit || in.read() >= 0) {
                throw new ImageException(
                        where + ": the entry has another size than the archive's directory says.");
            }
            return bytes;
        } catch (ImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // closed, or a name that is no text
            throw new ImageException(where + " cannot be unpacked: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
