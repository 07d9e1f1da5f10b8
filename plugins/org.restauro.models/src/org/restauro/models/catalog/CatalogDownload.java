// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.restauro.engine.weights.AtomicFile;

/**
 * Fetches the file of a catalogue entry over https. It is written under a temporary name and gets
 * its own only when its size and hashes are right.
 */
public final class CatalogDownload {
    private static final int CHUNK = 1 << 16;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final CatalogEntry entry;
    private final String sha256;

    /**
     * Prepares a download.
     *
     * @param entry what to fetch
     * @param givenSha256 the expected hash, for an entry without one; may not differ from the
     *     entry's
     * @throws CatalogException if the entry has no address, or there is no hash to verify it with
     */
    public CatalogDownload(CatalogEntry entry, Optional<String> givenSha256)
            throws CatalogException {
        this.entry = entry;
        if (entry.download().isEmpty()) {
            throw new CatalogException(
                    entry.id() + " has no address of its own. " + entry.byHand());
        }
        String given = givenSha256.map(text -> text.toLowerCase(Locale.ROOT)).orElse(null);
        if (given != null && !given.matches("[0-9a-f]{64}")) {
            throw new CatalogException(
                    "\"" + given + "\" is not a SHA-256: 64 hexadecimal digits.");
        }
        if (given != null && entry.sha256().isPresent() && !entry.sha256().get().equals(given)) {
            throw new CatalogException(
                    entry.id()
                            + " has the SHA-256 "
                            + entry.sha256().get()
                            + ", not "
                            + given
                            + ".");
        }
        this.sha256 = entry.sha256().orElse(given);
        if (sha256 == null) {
            throw new CatalogException(
                    "No SHA-256 is known for "
                            + entry.id()
                            + ", so what comes could not be verified. Give one you trust, or: "
                            + entry.byHand());
        }
    }

    /**
     * Fetches the file.
     *
     * @param folder where to put it, under its published name
     * @param progress is told the bytes fetched so far
     * @return the file
     * @throws CatalogException if it exists, is too large or has another hash
     * @throws IOException if it cannot be fetched or written
     */
    public Path fetchTo(Path folder, LongConsumer progress) throws IOException {
        Path target = folder.resolve(entry.fileName());
        if (Files.exists(target)) {
            throw new CatalogException(target + " exists; move it away to fetch it again.");
        }
        if (!Files.isDirectory(folder)) {
            throw new CatalogException("There is no folder " + folder + " to write to.");
        }
        try (InputStream in = open(entry.download().orElseThrow())) {
            AtomicFile.write(target, channel -> copy(in, channel, progress));
        }
        return target;
    }

    private void copy(InputStream in, FileChannel out, LongConsumer progress) throws IOException {
        MessageDigest sha = digest("SHA-256");
        MessageDigest md5 = digest("MD5");
        byte[] chunk = new byte[CHUNK];
        long total = 0;
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            total += count;
            if (total > entry.maxBytes()) {
                throw new CatalogException(
                        "More than " + entry.maxBytes() + " bytes came for " + entry.id() + ".");
            }
            sha.update(chunk, 0, count);
            md5.update(chunk, 0, count);
            ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, count);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            progress.accept(total);
        }
        check("SHA-256", sha256, sha, total);
        if (entry.md5().isPresent()) {
            check("MD5", entry.md5().get(), md5, total);
        }
    }

    private void check(String kind, String expected, MessageDigest digest, long total)
            throws CatalogException {
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(expected)) {
            throw new CatalogException(
                    String.format(
                            "The %d bytes that came for %s have the %s %s instead of %s; nothing"
                                    + " was kept.",
                            total, entry.id(), kind, found, expected));
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    private InputStream open(URI address) throws IOException {
        if (!"https".equals(address.getScheme())) {
            // only a catalogue read for a test can hold another address
            return address.toURL().openStream();
        }
        HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build();
        try {
            HttpResponse<InputStream> response =
                    client.send(
                            HttpRequest.newBuilder(address).build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != OK || !"https".equals(response.uri().getScheme())) {
                response.body().close();
                throw new CatalogException(
                        address + " answers with status " + response.statusCode() + ".");
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatalogException("The download of " + entry.id() + " was cancelled.", e);
        }
    }
}
